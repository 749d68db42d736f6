"""The console at a pipe: lines in, lines out, nothing else."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from io import TextIOWrapper
from typing import BinaryIO

from adapters.console.app import App
from adapters.console.view_model import View

# In bytes; longer than any line that is answered. The rest is not kept in memory.
LONGEST_LINE = 1_000_000


def make_writer(draw: Callable[[View], str]) -> Callable[[View], None]:
    """Returns a function that prints views; if the reader is gone, it ends the program quietly."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace", newline="\n")

    def write(view: View) -> None:
        try:
            print(draw(view), flush=True)
        except BrokenPipeError:
            # Python would flush again at exit and print an error.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise SystemExit(0) from None
        except OSError as error:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise SystemExit(f"I can't write anymore: {error.strerror}.") from None

    return write


def read_lines(source: BinaryIO) -> Iterator[str]:
    """Yields the lines of a stream; invalid bytes are replaced."""
    while line := source.readline(LONGEST_LINE):
        rest = line
        while not rest.endswith(b"\n") and (rest := source.readline(LONGEST_LINE)):
            pass
        yield line.decode("utf-8", errors="replace")


async def listen(app: App) -> None:
    """Runs lines until the input ends."""
    # Reading a line blocks the event loop, and asyncio's Ctrl-C does not interrupt that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    await app.begin()
    for line in read_lines(sys.stdin.buffer) if sys.stdin else ():
        await app.take_line(line)
