"""Makes text safe to show: no control character reaches a terminal or splits a line."""

from __future__ import annotations

import re

# Control characters, bidirectional marks, separators that some programs treat
# as line ends, and lone surrogates.
_HIDDEN = r"\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff"
_IN_JSON = re.compile(f"[{_HIDDEN}]")
_AT_TERMINAL = re.compile(rf"[\x00-\x08\x0b-\x1f{_HIDDEN}]")
_SURROGATES = re.compile(r"[\ud800-\udfff]")


def escape_for_terminal(text: str) -> str:
    """Returns the text with every control character replaced by a visible one."""
    return _AT_TERMINAL.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n"))


def escape_for_json(encoded: str) -> str:
    """Returns encoded JSON with the unsafe characters that JSON allows escaped, too."""
    return _IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", encoded)


def clean_line(line: str) -> str:
    """Returns an input line without its line end, byte order mark and lone surrogates."""
    valid = _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", line)
    return valid.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}").strip("\r\n")
