"""Shows pictures at terminals that have a protocol of their own for them.

Sources: kitty's terminal graphics protocol (sw.kovidgoyal.net/kitty/graphics-protocol) and
iTerm2's inline images (iterm2.com/documentation-images.html). Both take a PNG as it is. Sixel
does not: it needs a palette and an encoder of its own, and terminals announce it only in an
answer to a question, which would be read as typed keys.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from enum import StrEnum

from rich.console import Console, ConsoleOptions, RenderResult
from rich.segment import ControlType, Segment

from bot.frozen import frozen

INDENT = 2
WIDEST = 72  # cells
_CHUNK = 4096  # the most that kitty takes at once
# Between the program and the terminal: what they pass on differs by version and by setting.
_MULTIPLEXERS = ("TMUX", "STY", "ZELLIJ")


class ImageProtocol(StrEnum):
    """A terminal's own way to show pictures."""

    KITTY = "kitty"
    ITERM2 = "iterm2"


_BY_TERM = {"xterm-kitty": ImageProtocol.KITTY, "xterm-ghostty": ImageProtocol.KITTY}
_BY_PROGRAM = {
    "kitty": ImageProtocol.KITTY,
    "ghostty": ImageProtocol.KITTY,
    "iTerm.app": ImageProtocol.ITERM2,
    "WezTerm": ImageProtocol.ITERM2,
}


def find_protocol(environment: Mapping[str, str]) -> ImageProtocol | None:
    """Returns the protocol that a terminal's environment announces; None without one.

    TERM counts first, because the others are inherited by a terminal that is started from
    another. iTerm2 announces itself through SSH by LC_TERMINAL alone.
    """
    term, program = environment.get("TERM", ""), environment.get("TERM_PROGRAM", "")
    if any(environment.get(one) for one in _MULTIPLEXERS) or term.startswith(("tmux", "screen")):
        return None
    if term in _BY_TERM:
        return _BY_TERM[term]
    if program or term == "dumb":
        return _BY_PROGRAM.get(program)
    if environment.get("KITTY_WINDOW_ID"):
        return ImageProtocol.KITTY
    return ImageProtocol.ITERM2 if environment.get("LC_TERMINAL") == "iTerm2" else None


def encode_image(protocol: ImageProtocol, png: bytes, columns: int) -> str:
    """Returns the control sequences that show a PNG so many cells wide, at the cursor."""
    data = b64encode(png).decode("ascii")
    if protocol is ImageProtocol.ITERM2:
        options = f"size={len(png)};width={columns};preserveAspectRatio=1;inline=1"
        return f"\x1b]1337;File={options}:{data}\x07"
    # Shown as it comes (a=T), as PNG (f=100), and never answered (q=2).
    keys = f"a=T,f=100,q=2,c={columns},"
    chunks = [data[at : at + _CHUNK] for at in range(0, len(data), _CHUNK)]
    last = len(chunks) - 1
    return "".join(
        f"\x1b_G{'' if number else keys}m={int(number < last)};{chunk}\x1b\\"
        for number, chunk in enumerate(chunks)
    )


@frozen
class TerminalImage:
    """A PNG on lines of its own, which Rich prints at a terminal and nowhere else."""

    protocol: ImageProtocol
    png: bytes

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yields the sequences as control codes, which take no cells and are never cropped."""
        columns = min(WIDEST, options.max_width - 2 * INDENT)
        yield Segment(" " * INDENT)
        yield Segment(
            encode_image(self.protocol, self.png, columns), None, [(ControlType.CURSOR_DOWN, 0)]
        )
        yield Segment.line()
