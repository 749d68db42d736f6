"""Bytes to text, whatever their label says: never an error, the best reading of what is there."""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NUL = 0
# UTF-8 read as cp1252 shows such pairs: Ã¤, â€™.
_MOJIBAKE = re.compile("[ÃÂ][\u0080-\u00bf\u2018-\u2122ƒŠŒŽšœžŸ]|â€[™œ\u009d“”¦–—˜]")
_ENOUGH = 200_000


def to_text(data: bytes, label: str | None = None) -> str:
    """Returns the text of those bytes; what no charset explains becomes a replacement character."""
    for mark, charset in _BOMS:
        if data.startswith(mark):
            return data.decode(charset, "replace").replace("\x00", "")
    named = _known(label)
    for charset in dict.fromkeys(filter(None, (_strict(named), "utf-8", named))):
        try:
            return _repair_mojibake(data.decode(charset)).replace("\x00", "")
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
    if data[:_ENOUGH].count(_NUL) * 3 > len(data[:_ENOUGH]):
        return data.decode("utf-16-le", "replace").replace("\x00", "")
    return data.decode("cp1252", "replace").replace("\x00", "")


def _known(label: str | None) -> str | None:
    """Returns the codec that a label names; Latin 1 is what mail programs call cp1252."""
    if not label:
        return None
    try:
        name = codecs.lookup(label.strip("\"' ")).name
    except (LookupError, ValueError):
        return None
    if name in ("iso8859-1", "ascii"):
        return "cp1252"
    # Codecs that turn bytes into bytes, or need no text at all, are no charsets.
    return (
        None
        if name in ("hex", "base64", "bz2", "zlib", "rot13", "uu", "quopri", "punycode")
        else name
    )


def _strict(charset: str | None) -> str | None:
    """Returns a charset that fails on other bytes; one that takes every byte comes after UTF-8."""
    return None if charset in (None, "cp1252") or (charset or "").startswith("iso8859") else charset


def _repair_mojibake(text: str) -> str:
    """Turns UTF-8 that was once read as cp1252 back, where all of it can be."""
    if not _MOJIBAKE.search(text):
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return text
