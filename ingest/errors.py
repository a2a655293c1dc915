"""Everything that can go wrong, drawn as a tree. Each message names the value, the place and the fix.

ThutucError
 ├── SettingsError          a setting cannot be used
 ├── RecordError            a record cannot be read (turned into ``Rejected`` by the pipeline)
 ├── CatalogueError         the catalogue cannot be opened, or holds no such procedure
 ├── IndexUnavailable       nothing is indexed yet, or the store does not answer
 ├── IndexMismatch          the index was built by another model or format than the one asked for
 └── IngestRunning          another ingest holds the lock
"""

from __future__ import annotations


class ThutucError(Exception):
    """Base of every error a user may see; ``str()`` is one line for the screen."""


class SettingsError(ThutucError):
    """A setting has a value that cannot be used."""


class RecordError(ThutucError):
    """A record cannot be read.

    :param reason: what is wrong, in Vietnamese, for a clerk.
    :param fix: what to do about it.
    :param place: where inside the file, e.g. ``detail.executionMethods[0]``.
    """

    def __init__(self, reason: str, fix: str, place: str = "") -> None:
        super().__init__(reason)
        self.reason, self.fix, self.place = reason, fix, place


class CatalogueError(ThutucError):
    """The catalogue cannot be opened or does not hold what was asked for."""


class IndexUnavailable(ThutucError):
    """There is no published index, or its store does not answer."""


class IndexMismatch(ThutucError):
    """The index was built with another embedding model, dimension or chunking than the settings ask for."""


class IngestRunning(ThutucError):
    """Another process is writing to the same home."""
