"""The published records behind answers: raw as read, and as sections; each version is read once."""

from __future__ import annotations

from functools import lru_cache

from eval.facts import Fact, document_lines, expected_facts, source_text
from ingest.catalogue import Catalogue
from ingest.errors import CatalogueError
from ingest.models import Section, SectionKind, Version
from ingest.sections import sections_of


class Records:
    """Everything the measures ask of the catalogue; nothing here looks at an answer.

    :param catalogue: where the versions stand.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self.version = lru_cache(maxsize=None)(self._version)
        self.facts = lru_cache(maxsize=None)(self._facts)
        self.sections = lru_cache(maxsize=None)(self._sections)
        self.source = lru_cache(maxsize=None)(self._source)
        self.document_lines = lru_cache(maxsize=None)(self._document_lines)

    def _version(self, code: str, number: int | None = None) -> Version | None:
        """A version, the published one by default; ``None`` if there is none."""
        try:
            return self._catalogue.version(code, number)
        except CatalogueError:
            return None

    def _facts(self, code: str, number: int) -> dict[SectionKind, tuple[Fact, ...]]:
        """What the raw record states, facet by facet."""
        return expected_facts(self._catalogue.source_value(code, number))

    def _document_lines(self, code: str, number: int) -> tuple[str, ...]:
        return document_lines(self._catalogue.source_value(code, number))

    def _source(self, code: str, number: int, kind: SectionKind) -> str:
        """Everything the raw record holds where a section comes from."""
        return source_text(self._catalogue.source_value(code, number), kind)

    def _sections(self, code: str, number: int) -> dict[SectionKind, Section]:
        """The sections of a version; empty if there is no such version."""
        version = self.version(code, number)
        return sections_of(version.procedure) if version else {}
