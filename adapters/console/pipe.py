"""The console at a pipe: lines in, lines out, nothing else."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from io import TextIOWrapper
from typing import BinaryIO

from adapters.console.app import App
from adapters.console.view_model import Seen

# Longer than any line that is answered; what goes beyond it is not kept in memory.
LONGEST_LINE = 1_000_000


def writer(draw: Callable[[Seen], str]) -> Callable[[Seen], None]:
    """Writes each thing seen at once. When nobody reads any more, the program ends quietly."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace", newline="\n")

    def write(seen: Seen) -> None:
        try:
            print(draw(seen), flush=True)
        except BrokenPipeError:
            # Python would try once more, and complain, when it ends.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise SystemExit(0) from None
        except OSError as error:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise SystemExit(f"I can't write any more: {error.strerror}.") from None

    return write


def lines(source: BinaryIO) -> Iterator[str]:
    """The lines of a stream, whatever bytes they are made of."""
    while line := source.readline(LONGEST_LINE):
        rest = line
        while not rest.endswith(b"\n") and (rest := source.readline(LONGEST_LINE)):
            pass
        yield line.decode("utf-8", errors="replace")


async def listen(app: App) -> None:
    """Takes lines until the input ends."""
    # The next line is waited for by blocking, which asyncio's Ctrl-C does not end.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    await app.begin()
    for line in lines(sys.stdin.buffer) if sys.stdin else ():
        await app.types(line)
