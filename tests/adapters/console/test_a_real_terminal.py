"""The program at a terminal of its own: a welcome, cards, pictures, a prompt with the date."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import sys
from base64 import b64decode
from contextlib import ExitStack
from pathlib import Path
from time import monotonic

from tests.adapters.console.process import CLOCK, IN_MEMORY, ZONE
from tests.timeouts import HANG

ASKS_WHERE_THE_CURSOR_IS = b"\x1b[6n"
_CODES = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]|\r")
_IMAGE = re.compile(rb"\x1b_G[^;]*;([A-Za-z0-9+/=]*)\x1b\\")
_MULTIPLEXERS = {"TMUX", "STY", "ZELLIJ"}


class Terminal:
    """The other end of the program's terminal."""

    def __init__(self, end: int) -> None:
        self._end = end
        self._bytes = b""
        self._read = 0
        self._answered = 0

    def types(self, keys: str) -> None:
        os.write(self._end, keys.encode())

    @property
    def image(self) -> bytes:
        """Returns the image shown by kitty's graphics protocol."""
        return b64decode(b"".join(_IMAGE.findall(self._bytes)))

    def waits_for(self, text: str) -> str:
        """Reads until that is on the screen; gives what was shown since the last time."""
        until = monotonic() + HANG
        while True:
            shown = _CODES.sub("", self._bytes.decode(errors="replace"))[self._read :]
            before, found, _ = shown.partition(text)
            if found:
                self._read += len(before) + len(found)
                return before + found
            left = until - monotonic()
            assert left > 0, f"no {text!r} in {shown!r}"
            if select.select([self._end], [], [], left)[0]:
                self._bytes += os.read(self._end, 65_536)
                # Counted in all that came: a question may be cut in two by the reading.
                while self._answered < self._bytes.count(ASKS_WHERE_THE_CURSOR_IS):
                    os.write(self._end, b"\x1b[1;1R")
                    self._answered += 1


def test_a_hunt_at_a_terminal_that_shows_pictures(tmp_path: Path) -> None:
    end, theirs = pty.openpty()
    options = ("--database", IN_MEMORY, "--clock", CLOCK, "--zone", ZONE, "--files", str(tmp_path))
    inherited = {name: value for name, value in os.environ.items() if name not in _MULTIPLEXERS}
    with (
        subprocess.Popen(
            [sys.executable, "-m", "adapters.app", "chat", *options],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
            env={**inherited, "TERM": "xterm-kitty", "COLUMNS": "100", "LINES": "40"},
        ) as process,
        ExitStack() as at_last,
    ):
        at_last.callback(process.kill)  # else it would be waited for after a failure, too
        os.close(theirs)
        terminal = Terminal(end)
        assert "/applied Acme as Baker" in terminal.waits_for("Mon 1 Jun 10:00 ada ›")
        terminal.types("/applied Acme as Baker\r")
        assert "Applied to Acme (Baker)" in terminal.waits_for("[3] Undo")
        terminal.waits_for("Mon 1 Jun 10:00 ada ›")
        terminal.types(".wait 8d\r")
        assert "Mon 8 Jun 09:00 · @ada" in terminal.waits_for("[4] Skip")
        terminal.waits_for("Tue 9 Jun 10:00 ada ›")
        terminal.types("1\r")
        terminal.waits_for("Next  Fri 12 Jun 09:00")
        terminal.waits_for("Tue 9 Jun 10:00 ada ›")
        terminal.types("/stats\r")
        terminal.waits_for("[4] A year at a glance")
        assert terminal.image == (tmp_path / "funnel.png").read_bytes()
        terminal.waits_for("Tue 9 Jun 10:00 ada ›")
        terminal.types("\x04")
        terminal.waits_for("See you soon")
        assert process.wait(HANG) == 0
    os.close(end)
