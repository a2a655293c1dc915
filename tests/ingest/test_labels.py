"""The one file of labels: every text that the code asks for stands in it, and nothing else does."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from assistant.models import Reason
from ingest.labels import _labels, label
from ingest.models import Level, Method, OnlineLevel, SectionKind, TimeUnit
from ingest.text import normalise

PACKAGES = ("ingest", "assistant", "eval", "ui")


def nodes(project: Path) -> Iterator[tuple[Path, ast.AST]]:
    for path in (path for package in PACKAGES for path in sorted((project / package).rglob("*.py"))):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            yield path.relative_to(project), node


def calls(project: Path) -> Iterator[tuple[str, ast.Call]]:
    """Every ``label(...)`` in the code, with the place for the message."""
    for path, node in nodes(project):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "label":
            yield f"{path}:{node.lineno}", node


def test_every_label_that_the_code_names_is_in_the_file(project: Path) -> None:
    named = {
        (place, call.args[0].value)
        for place, call in calls(project)
        if isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str)
    }
    assert len(named) > 50
    assert [(place, key) for place, key in sorted(named) if key not in _labels()] == []


def test_every_label_gets_the_values_that_its_text_asks_for(project: Path) -> None:
    wrong = []
    for place, call in calls(project):
        if isinstance(call.args[0], ast.Constant) and call.args[0].value in _labels():
            wanted = {name for _, name, _, _ in Formatter().parse(_labels()[call.args[0].value]) if name}
            given = {keyword.arg for keyword in call.keywords}
            if given and None not in given and not wanted <= given:
                wrong.append((place, call.args[0].value, wanted - given))
    assert wrong == []


def test_every_label_in_the_file_is_used(project: Path) -> None:
    """By its whole key, by the start of its key (f"section.{kind}"), or by its end (f"{key}_fix")."""
    templates = [path for package in PACKAGES for path in (project / package).rglob("*.j2")]
    quoted = {text for path in templates for text in re.findall(r"\"([a-z_.]+)\"", path.read_text(encoding="utf-8"))}
    whole, starts, ends = set(quoted), {text for text in quoted if text.endswith(".")}, set()
    for _, node in nodes(project):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            whole.add(node.value)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "labels_below":
            if isinstance(node.args[0], ast.Constant):
                starts.add(f"{node.args[0].value}.")
        elif isinstance(node, ast.JoinedStr):
            first, last = node.values[0], node.values[-1]
            if isinstance(first, ast.Constant) and re.fullmatch(r"[a-z_]+\.[a-z_.]*", str(first.value)):
                starts.add(str(first.value))
            if isinstance(last, ast.Constant) and re.fullmatch(r"_[a-z]+", str(last.value)):
                ends.add(str(last.value))
    unused = [key for key in _labels() if key not in whole and not key.startswith(tuple(starts))]
    assert [
        key for key in unused if not any(key.removesuffix(end) in whole and key.endswith(end) for end in ends)
    ] == []


@pytest.mark.parametrize(
    ("table", "members"),
    [
        ("section", SectionKind),
        ("lead", SectionKind),
        ("level", Level),
        ("method", Method),
        ("online_level", OnlineLevel),
        ("time_unit", TimeUnit),
        ("decline", Reason),
    ],
)
def test_every_member_of_a_family_has_its_text(table: str, members: type) -> None:
    assert [member for member in members if not _labels().get(f"{table}.{member}")] == []


def test_every_finding_that_an_officer_is_warned_of_has_its_text(project: Path) -> None:
    """A finding above INFO becomes a warning on the answer."""
    source = (project / "ingest" / "checks.py").read_text(encoding="utf-8")
    assert "Severity.WARNING" in source
    warned = {"fee_zero_with_note", "fee_contradicts_note", "document_without_name", "district_level", "old_paper"}
    warned |= {"other_province", "agency_not_stated", "documents_not_stated", "text_corrupt"}
    assert [kind for kind in sorted(warned) if f"finding.{kind}" not in _labels()] == []


def test_the_texts_are_written_the_way_records_are() -> None:
    assert [key for key, text in _labels().items() if normalise(text) != text.strip()] == []


def test_a_label_that_is_not_there_is_a_mistake_in_the_code() -> None:
    with pytest.raises(KeyError):
        label("no.such.label")
