"""The child process in which strangers' files are read: bounded in time and memory, and alone.

Reading holds the interpreter's lock, may exhaust the stack and may take all memory, so
that no thread will do. The child knows no database and no token, and opens no connection.
It starts with the first file.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import sys
from collections.abc import Awaitable, Callable
from concurrent.futures.process import BrokenProcessPool
from typing import Any, ParamSpec, TypeVar

from pebble import ProcessExpired, ProcessPool

MIB = 1024**2
SECONDS = 5.0
MEMORY = 768 * MIB
MOST_WAITING = 50
COUNT_SECONDS = 1.0
_FORBIDDEN = (
    *("socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo"),
    *("subprocess.Popen", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn"),
)
_SPAWN = multiprocessing.get_context("spawn")
_steps: list[Any] = []
P = ParamSpec("P")
T = TypeVar("T")
OnSteps = Callable[[int, int], Awaitable[None]]


class TooSlow(Exception):
    """The work took longer than its limit, and was ended."""


class TooLarge(Exception):
    """The work took more memory than its limit, or all of the stack, and was ended."""


class Busy(Exception):
    """Too much work is waiting already."""


class ChildProcess:
    """Runs functions in one child process, one at a time, in the order of the calls.

    `seconds` bounds each of them, `memory` the whole child in bytes of address space.
    A child that passes a limit is killed, and another takes its place.
    """

    def __init__(
        self, seconds: float = SECONDS, memory: int = MEMORY, most_waiting: int = MOST_WAITING
    ) -> None:
        self.seconds = seconds
        self._memory = memory
        self._most_waiting = most_waiting
        self._waiting = 0
        self._pool: ProcessPool | None = None
        # What the child has done of its work, and how much there is. A lock would start a
        # process that watches over it, before there is any file.
        self._steps = _SPAWN.RawArray("q", 2)

    async def run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Returns what a function of a module returns; arguments and result are copied.

        Raises TooSlow, TooLarge or Busy, and otherwise what the function raises.
        """
        return await self.run_counted(None, work, *args, **kwargs)

    async def run_counted(
        self, on_steps: OnSteps | None, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Runs it; every second `on_steps` gets what the work gave to `count_steps`."""
        if self._waiting >= self._most_waiting:
            raise Busy
        self._waiting += 1
        try:
            future = self._open().schedule(work, args, kwargs, timeout=self.seconds)
            result: asyncio.Future[T] = asyncio.wrap_future(future)
            while on_steps is not None and not await _is_done(result):
                if future.running() and (total := self._steps[1]):
                    await on_steps(min(self._steps[0], total), total)
            return await result
        except TimeoutError:
            raise TooSlow from None
        except (MemoryError, RecursionError, ProcessExpired, BrokenProcessPool):
            raise TooLarge from None
        finally:
            self._waiting -= 1

    def _open(self) -> ProcessPool:
        """Returns the pool of one child; a pool whose child died while it was idle is replaced."""
        if self._pool is None or not self._pool.active:
            self._pool = ProcessPool(
                max_workers=1,
                initializer=_confine,
                initargs=(self._memory, self._steps),
                context=_SPAWN,
            )
        return self._pool

    async def aclose(self) -> None:
        """Ends the child, and what it was doing."""
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.stop()  # type: ignore[no-untyped-call]  # pebble leaves it untyped
            await asyncio.to_thread(pool.join)


async def _is_done(result: asyncio.Future[Any]) -> bool:
    """Waits for a result, a second at most; True if it is there."""
    done, _ = await asyncio.wait({result}, timeout=COUNT_SECONDS)
    return bool(done)


def count_steps(done: int, total: int) -> None:
    """Says in the child how much of its work is done; elsewhere nobody asks."""
    if _steps:
        _steps[0][:] = [done, total]


def _confine(memory: int, steps: Any) -> None:
    """Takes from this process its environment, its connections and all but so much memory."""
    _steps.append(steps)
    os.environ.clear()
    sys.addaudithook(_refuse)
    if sys.platform == "linux":  # elsewhere there is no such limit, or it means something else
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _refuse(event: str, args: tuple[Any, ...]) -> None:
    if event in _FORBIDDEN:
        raise PermissionError(f"{event} has no place where strangers' files are read")
