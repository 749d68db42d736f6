"""Small counts as people write them: figures, *a*, *one* to *twelve*."""

from __future__ import annotations

_SPELLED = "one two three four five six seven eight nine ten eleven twelve"
_COUNTS = {"a": 1, "an": 1, **{word: at for at, word in enumerate(_SPELLED.split(), 1)}}

COUNT = "|".join(("[0-9]{1,4}", *sorted(_COUNTS, key=len, reverse=True)))


def read_count(word: str) -> int:
    """The number that a word matched by `COUNT` means."""
    return _COUNTS[word] if word in _COUNTS else int(word)
