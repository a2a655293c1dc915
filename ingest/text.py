"""Vietnamese text: normalisation that never changes meaning, folding, and the syllables of a text.

:func:`normalise` is applied to every value that enters the catalogue; the source value is kept beside it.
"""

from __future__ import annotations

import re
import unicodedata

# Symbol-font glyphs that word processors leave behind as private-use characters: bullets, ticks, plus signs.
_GLYPHS = {
    "\uf0b7": "-",
    "\uf076": "-",
    "\uf0fc": "-",
    "\uf097": "-",
    "\uf0a7": "-",
    "\uf02d": "-",
    "\uf02b": "+",
}
_PRIVATE_USE = re.compile("[\ue000-\uf8ff]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SPACES = re.compile("[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_LINES = re.compile(r" *(?:\r\n?|\n|\u2028|\u2029) *")
_BLANK_LINES = re.compile(r"\n{2,}")

# "hoà, khoẻ, thuý" and "hòa, khỏe, thúy" are the same words; the catalogue keeps the second (the tone on the first
# vowel of an open oa, oe, uy). After q the u belongs to the consonant, so "quý" stays.
_OPEN_RHYMES = {"oa": ("òa óa ỏa õa ọa", "oà oá oả oã oạ"), "oe": ("òe óe ỏe õe ọe", "oè oé oẻ oẽ oẹ")}
_OPEN_RHYMES |= {"uy": ("ùy úy ủy ũy ụy", "uỳ uý uỷ uỹ uỵ")}
_TONE_FIRST = {
    new: old for olds, news in _OPEN_RHYMES.values() for old, new in zip(olds.split(), news.split(), strict=True)
}
_OPEN_RHYME = re.compile(rf"(?<!q)({'|'.join(_TONE_FIRST)})(?![^\W\d_])", re.IGNORECASE)
_SYLLABLE = re.compile(r"[^\W_]+(?:[./-]\d+)*")
_CODE = re.compile(r"(?<![\d.])\d\.\d{6}(?!\d)")


_LATIN = [chr(c) for c in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))]
_FOLDED = {ord(c): unicodedata.normalize("NFD", c)[0] for c in _LATIN} | {ord("đ"): "d"}
_FOLDED |= dict.fromkeys(range(0x300, 0x370), "")


def normalise(text: str) -> str:
    """NFC, one tone-mark placement, no private-use glyphs, no invisible characters, single spaces.

    Line breaks are kept (one at a time), since they carry the structure of a list.
    """
    if _PRIVATE_USE.search(text):
        text = _PRIVATE_USE.sub(lambda match: _GLYPHS.get(match.group(), " "), text)
    text = _CONTROL.sub(" ", _INVISIBLE.sub("", text))
    text = _LINES.sub("\n", _SPACES.sub(" ", text))
    return place_tones(_BLANK_LINES.sub("\n", text)).strip()


def place_tones(text: str) -> str:
    """NFC with the tone of an open ``oa, oe, uy`` on its first vowel."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", _OPEN_RHYME.sub(_tone_first, unicodedata.normalize("NFC", text)))


def _tone_first(match: re.Match[str]) -> str:
    found = match.group()
    old = _TONE_FIRST[found.lower()]
    return "".join(o.upper() if f.isupper() else o for o, f in zip(old, found, strict=True))


def fold(text: str) -> str:
    """Lower case without any diacritics; đ becomes d. The length stays the same for text in NFC."""
    text = text.lower()
    return text if text.isascii() else unicodedata.normalize("NFC", text).translate(_FOLDED)


def syllables(text: str) -> list[str]:
    """The lower-case syllables and numbers of a text, marks kept; "1.001193" and "24/7" stay whole."""
    return _SYLLABLE.findall(text.lower())


def has_marks(text: str) -> bool:
    """True if any letter of the text carries a Vietnamese diacritic."""
    return fold(text) != text.lower()


def codes_in(text: str) -> list[str]:
    """Every national procedure code that stands in a text."""
    return _CODE.findall(text)


def quote(text: str, limit: int = 240) -> str:
    """A text cut for a quote, at a space and with an ellipsis, at most ``limit`` characters."""
    if len(text) <= limit:
        return text
    return text[:limit].rsplit(" ", 1)[0] + "…"
