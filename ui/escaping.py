"""Record text -> Markdown that shows it as it is: whatever a source contains is text, never markup."""

from __future__ import annotations

import re

_MARKUP = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&^=])")


def escape(text: str) -> str:
    """A line as literal Markdown."""
    return _MARKUP.sub(r"\\\1", text).replace("\n", " ")
