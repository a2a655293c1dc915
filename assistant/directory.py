"""Whom to call, from ``data/directory.toml``; no other place of the code knows an office, a phone or a site."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path


@dataclass(frozen=True)
class Contact:
    """An office; ``phone`` and ``site`` are empty where none is certain."""

    name: str
    phone: str = ""
    site: str = ""


@dataclass(frozen=True)
class Directory:
    """Departments by ministry and by field, and the city's line for everything else."""

    fallback: Contact
    ministries: dict[str, str]
    fields: dict[str, str]

    def department(self, ministry: str, field: str) -> str:
        """The city's department for a procedure; empty if the directory names none."""
        return self.fields.get(field) or self.ministries.get(ministry, "")


@lru_cache(maxsize=4)
def load_directory(path: Path) -> Directory:
    """Read the directory file."""
    with path.open("rb") as file:
        data = tomllib.load(file)
    return Directory(Contact(**data["fallback"]), data["ministries"], data["fields"])
