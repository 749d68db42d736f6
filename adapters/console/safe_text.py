"""Text that is safe to show: no control character ever reaches a terminal or splits a line."""

from __future__ import annotations

import re

# Control characters, marks that turn the direction of reading, separators that
# some programs take for the end of a line, and halves of surrogate pairs.
_HIDDEN = r"\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff"
_IN_JSON = re.compile(f"[{_HIDDEN}]")
_AT_TERMINAL = re.compile(rf"[\x00-\x08\x0b-\x1f{_HIDDEN}]")
_SURROGATES = re.compile(r"[\ud800-\udfff]")


def for_terminal(text: str) -> str:
    """The text with every character that would command the terminal made visible."""
    return _AT_TERMINAL.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n"))


def for_json(encoded: str) -> str:
    """JSON that is already written, with what it leaves bare escaped too."""
    return _IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", encoded)


def typed(line: str) -> str:
    """A line as it came in, without its end, a file's mark of its encoding and broken halves."""
    whole = _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", line)
    return whole.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}").strip("\r\n")
