"""SOURCE arguments -> files: folders, globs, archives; what cannot be opened says why."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from ingest.models import Rejected
from ingest.sources import files
from ingest.sources.files import SourceFile, list_places, open_place


def write(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("{}")


def pack(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/") + ".json", data)
    return path


def names(folder: Path, *sources: str) -> list[str]:
    return [str(place.relative_to(folder)) for place in list_places(list(sources)) if isinstance(place, Path)]


def test_a_folder_gives_its_files_at_any_depth_in_a_stable_order(tmp_path: Path) -> None:
    write(tmp_path, "b.json", "a/2.json", "a/1.json")
    assert names(tmp_path, str(tmp_path)) == ["a/1.json", "a/2.json", "b.json"]


def test_hidden_and_temporary_files_of_a_folder_are_passed_over(tmp_path: Path) -> None:
    write(tmp_path, "a.json", ".git/x.json", ".DS_Store", "~$a.docx", "__MACOSX/a.json")
    assert names(tmp_path, str(tmp_path)) == ["a.json"]


def test_a_folder_below_a_hidden_one_is_read_all_the_same(tmp_path: Path) -> None:
    write(tmp_path, ".cache/records/a.json")
    assert names(tmp_path, str(tmp_path / ".cache" / "records")) == [".cache/records/a.json"]


def test_a_pattern_gives_what_it_matches(tmp_path: Path) -> None:
    write(tmp_path, "1.json", "2.json", "2.txt", "sub/3.json")
    assert names(tmp_path, f"{tmp_path}/*.json") == ["1.json", "2.json"]
    assert names(tmp_path, f"{tmp_path}/**/*.json") == ["1.json", "2.json", "sub/3.json"]


def test_a_file_with_brackets_in_its_name_is_no_pattern(tmp_path: Path) -> None:
    write(tmp_path, "a [1].json")
    assert names(tmp_path, f"{tmp_path}/a [1].json") == ["a [1].json"]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    write(tmp_path, "a.json")
    assert names(tmp_path, str(tmp_path), f"{tmp_path}/a.json", f"{tmp_path}/*.json") == ["a.json"]


def test_an_argument_that_names_nothing_is_refused_by_its_own_words(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    sources = [f"{tmp_path}/none.json", f"{tmp_path}/*.xml", f"{tmp_path}/empty"]
    refused = list_places(sources)
    assert [item.place for item in refused if isinstance(item, Rejected)] == sources
    assert all(item.reason and item.fix for item in refused if isinstance(item, Rejected))


def test_the_same_bytes_have_the_same_hash_wherever_they_stand(tmp_path: Path) -> None:
    assert SourceFile("a.json", b"{}").hash == SourceFile("b/c.JSON", b"{}").hash
    assert SourceFile("b/c.JSON", b"{}").suffix == ".json"


def test_an_archive_gives_its_files_with_their_inner_place(tmp_path: Path) -> None:
    path = pack(tmp_path / "all.zip", tu_phap__1=b"[1]", tu_phap__sub__2=b"[2]")
    found = [file for file in open_place(path) if isinstance(file, SourceFile)]
    assert [file.place for file in found] == [f"{path}!tu_phap/1.json", f"{path}!tu_phap/sub/2.json"]
    assert [file.data for file in found] == [b"[1]", b"[2]"]


def test_hidden_files_of_an_archive_are_passed_over(tmp_path: Path) -> None:
    path = pack(tmp_path / "mac.zip", a=b"{}")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("__MACOSX/._a.json", b"x")
        archive.writestr(".hidden/b.json", b"x")
    assert [item.place for item in open_place(path)] == [f"{path}!a.json"]


def test_a_broken_archive_is_refused_with_a_reason(tmp_path: Path) -> None:
    (tmp_path / "broken.zip").write_bytes(b"PK\x03\x04 not really")
    (refused,) = open_place(tmp_path / "broken.zip")
    assert isinstance(refused, Rejected)
    assert refused.place.endswith("broken.zip")
    assert refused.fix


def damaged(path: Path) -> Path:
    """Three members; the compressed bytes of the second are overwritten by what no decompressor reads."""
    pack(path, a=b'{"n": 1}', b=b'{"n": 2}' * 40, c=b'{"n": 3}')
    data = bytearray(path.read_bytes())
    start = zipfile.ZipFile(io.BytesIO(data)).getinfo("b.json").header_offset + 30 + len("b.json")
    data[start : start + 4] = b"\xff" * 4
    path.write_bytes(data)
    return path


def test_a_damaged_file_of_an_archive_is_refused_and_not_a_crash(tmp_path: Path) -> None:
    found = list(open_place(damaged(tmp_path / "damaged.zip")))
    assert any(isinstance(item, Rejected) for item in found)


def test_a_damaged_file_costs_itself_and_not_the_rest_of_its_archive(tmp_path: Path) -> None:
    found = list(open_place(damaged(tmp_path / "damaged.zip")))
    assert [item.place.split("!")[1] for item in found if isinstance(item, SourceFile)] == ["a.json", "c.json"]


def test_a_file_above_the_limit_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_FILE_BYTES", 10)
    (tmp_path / "big.json").write_bytes(b"x" * 11)
    (tmp_path / "fits.json").write_bytes(b"x" * 10)
    (refused,), (read,) = open_place(tmp_path / "big.json"), open_place(tmp_path / "fits.json")
    assert isinstance(refused, Rejected)
    assert "lớn hơn giới hạn" in refused.reason
    assert isinstance(read, SourceFile)


def test_a_file_above_the_limit_inside_an_archive_costs_only_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = pack(tmp_path / "a.zip", big=b"x" * 11, fits=b"x" * 10)
    monkeypatch.setattr(files, "MAX_FILE_BYTES", 10)
    kinds = {Path(item.place).name.split("!")[-1]: type(item) for item in open_place(path)}
    assert kinds == {"big.json": Rejected, "fits.json": SourceFile}


def test_an_archive_that_would_unpack_without_end_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = pack(tmp_path / "bomb.zip", a=b"0" * 60, b=b"0" * 60, c=b"0" * 60)
    monkeypatch.setattr(files, "MAX_ARCHIVE_BYTES", 100)
    assert [type(item) for item in open_place(path)] == [SourceFile, Rejected, Rejected]
