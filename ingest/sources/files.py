"""SOURCE arguments -> the files behind them: single files, folders, globs and zip archives, in a stable order."""

from __future__ import annotations

import glob
import hashlib
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.labels import label
from ingest.models import Rejected

MAX_FILE_BYTES = 50 * 1024 * 1024
MAX_ARCHIVE_BYTES = 1024 * 1024 * 1024
_BROKEN = (OSError, EOFError, RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error)
_HIDDEN = (".", "__MACOSX", "~$")


@dataclass(frozen=True)
class SourceFile:
    """One file's bytes and where it stood; inside an archive the place is ``archive.zip!inner/name``."""

    place: str
    data: bytes

    @property
    def suffix(self) -> str:
        """Lower-case extension with its dot."""
        return Path(self.place).suffix.lower()

    @property
    def hash(self) -> str:
        """SHA-256 of the bytes, hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()


def list_places(sources: list[str]) -> list[Path | Rejected]:
    """The paths behind the arguments, each once; an argument that names nothing becomes a ``Rejected``."""
    places: dict[Path | Rejected, None] = {}
    for source in sources:
        path = Path(source)
        found: list[Path]
        if path.is_dir():
            found = [p for p in sorted(path.rglob("*")) if p.is_file() and not _hidden(p.relative_to(path))]
        elif path.is_file():
            found = [path]
        else:
            matches = sorted(glob.glob(source, recursive=True))  # noqa: PTH207 (absolute patterns, too)
            found = [Path(match) for match in matches if Path(match).is_file()]
        missing = Rejected(source, label("reject.nothing_there"), label("reject.nothing_there_fix"))
        if not found:
            places[missing] = None
        places |= dict.fromkeys(found)
    return list(places)


def open_place(path: Path) -> Iterator[SourceFile | Rejected]:
    """The file at a path, or every file inside it if it is a zip archive. Nothing is ever unpacked to disk."""
    try:
        if path.suffix.lower() == ".zip":
            yield from _open_archive(path)
        elif path.stat().st_size > MAX_FILE_BYTES:
            yield _too_large(str(path))
        else:
            yield SourceFile(str(path), path.read_bytes())
    except _BROKEN as error:
        yield _unreadable(str(path), error)


def _open_archive(path: Path) -> Iterator[SourceFile | Rejected]:
    with zipfile.ZipFile(path) as archive:
        total = 0
        for entry in sorted(archive.infolist(), key=lambda item: item.filename):
            place = f"{path}!{entry.filename}"
            if entry.is_dir() or _hidden(Path(entry.filename)):
                continue
            total += entry.file_size
            if entry.file_size > MAX_FILE_BYTES or total > MAX_ARCHIVE_BYTES:
                yield _too_large(place)
                continue
            try:
                with archive.open(entry) as file:
                    data = file.read(MAX_FILE_BYTES + 1)
            except _BROKEN as error:
                yield _unreadable(place, error)
                continue
            yield _too_large(place) if len(data) > MAX_FILE_BYTES else SourceFile(place, data)


def _unreadable(place: str, error: Exception) -> Rejected:
    return Rejected(place, label("reject.unreadable", problem=error), label("reject.unreadable_fix"))


def _too_large(place: str) -> Rejected:
    limit = MAX_FILE_BYTES // (1024 * 1024)
    return Rejected(place, label("reject.too_large", limit=limit), label("reject.too_large_fix"))


def _hidden(path: Path) -> bool:
    return any(part.startswith(_HIDDEN) for part in path.parts)
