"""The card vectors: a real Chroma, embedded in a folder or as a server, behind llama-index's interface."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
import pytest

from assistant.assistant import Assistant
from assistant.models import Outcome
from ingest.errors import IndexUnavailable
from ingest.index import ChromaVectors
from ingest.labels import label
from ingest.pipeline import ingest
from ingest.settings import Settings

VECTORS = np.array([[1, 0, 0], [0.6, 0.8, 0], [0, 0, 1]], dtype=np.float32)
CODES = ["1.000001", "1.000002", "1.000003"]


@pytest.fixture
def store(tmp_path: Path) -> ChromaVectors:
    store = ChromaVectors("thutuc-test", tmp_path / "chroma")
    store.create()
    store.add(CODES, VECTORS)
    return store


def test_the_nearest_come_first_with_their_cosine(store: ChromaVectors) -> None:
    nearest = store.nearest(VECTORS[0], 3)
    assert [code for code, _ in nearest] == CODES
    np.testing.assert_allclose([cosine for _, cosine in nearest], [1, 0.6, 0], atol=1e-4)


def test_no_more_come_than_asked_for_or_than_there_are(store: ChromaVectors) -> None:
    assert len(store.nearest(VECTORS[0], 2)) == 2
    assert len(store.nearest(VECTORS[0], 100)) == 3


def test_a_removed_vector_is_gone(store: ChromaVectors) -> None:
    store.remove(["1.000001"])
    assert store.count() == 2
    assert [code for code, _ in store.nearest(VECTORS[0], 3)] == ["1.000002", "1.000003"]


def test_what_was_stored_is_there_for_another_process(store: ChromaVectors, tmp_path: Path) -> None:
    store.close()
    opened = ChromaVectors("thutuc-test", tmp_path / "chroma")
    assert opened.count() == 3
    assert opened.nearest(VECTORS[2], 1)[0][0] == "1.000003"


def test_a_collection_that_is_not_there_is_said_to_be_unavailable(tmp_path: Path) -> None:
    with pytest.raises(IndexUnavailable) as refused:
        ChromaVectors("thutuc-none", tmp_path / "chroma").nearest(VECTORS[0], 1)
    assert "\n" not in str(refused.value)


def test_a_server_that_is_down_is_said_to_be_unavailable(tmp_path: Path) -> None:
    with pytest.raises(IndexUnavailable):
        ChromaVectors("thutuc-test", tmp_path, "http://127.0.0.1:9").nearest(VECTORS[0], 1)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    """``chroma run`` on a free port of this machine."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    chroma = str(Path(sys.executable).with_name("chroma"))
    command = [chroma, "run", "--host", "127.0.0.1", "--port", str(port), "--path", str(tmp_path / "server")]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        url = f"http://127.0.0.1:{port}"
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{url}/api/v2/heartbeat", timeout=1).close()
                break
            except OSError:
                assert process.poll() is None, "chroma run ended"
                time.sleep(0.1)
        yield url
        process.terminate()


def test_a_chroma_server_serves_the_same_answers_and_old_collections_leave_it(server: str, home, make) -> None:
    import chromadb

    settings = Settings(home=home.settings.home, data=home.data, embedding_model="hashing", chroma_url=server)
    for number in range(1, 5):
        source = home.write(f"{number}.json", make.detail(f"1.00000{number}"))
        report = ingest([source], settings, embedder=home.embedder)
    assert report.procedures == 4
    answer = Assistant(settings, embedder=home.embedder).ask("1.000004")
    assert answer.outcome is Outcome.ANSWERED
    assert label("warning.no_dense") not in answer.warnings
    client = chromadb.HttpClient(host="127.0.0.1", port=urlsplit(server).port or 0)
    names = {item.name.split("-")[2] for item in client.list_collections()}
    assert names == {"000003", "000004"}
    assert not list(settings.index_folder.glob("gen-*/chroma"))
