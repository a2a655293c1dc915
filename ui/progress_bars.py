"""Progress bars on stderr, one per stage of an ingest."""

from __future__ import annotations

from types import TracebackType
from typing import Any

from ingest.labels import label


class ProgressBars:
    """Give :meth:`update` to an ingest; bars open at the first call of their stage and close at the end."""

    def __init__(self) -> None:
        self._bars: dict[str, Any] = {}

    def __enter__(self) -> ProgressBars:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for bar in self._bars.values():
            bar.close()

    def update(self, stage: str, done: int, total: int) -> None:
        """Show that ``done`` of ``total`` are done in a stage."""
        from tqdm import tqdm

        if stage not in self._bars:
            self._bars[stage] = tqdm(total=total, desc=label(f"progress.{stage}"), unit="", mininterval=0.5)
        bar = self._bars[stage]
        bar.total = total
        bar.update(done - bar.n)
