"""Runs the program as a process of its own without the seconds that its imports take.

A server imports them once and forks for each run: what is forked has its own arguments,
environment, folder and streams, runs as `python -m adapters.app` does, and ends by itself.
"""

from __future__ import annotations

import atexit
import json
import os
import runpy
import select
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from tests.timeouts import HANG

ROOT = Path(__file__).parents[1]
PROGRAM = "adapters.app"
IMPORTED = ("adapters.app.cli", "adapters.app.chat", "adapters.app.database_cli", "alembic.command")


def run(arguments: list[str], environment: Mapping[str, str], streams: list[str]) -> int:
    """Runs the program, its streams in the files of these names; returns how it ended."""
    request = {
        "arguments": arguments,
        "environment": dict(environment),
        "folder": os.getcwd(),
        "streams": streams,
    }
    server = _server()
    assert server.stdin
    assert server.stdout
    server.stdin.write(json.dumps(request).encode() + b"\n")
    server.stdin.flush()
    answered, _, _ = select.select([server.stdout], [], [], HANG)
    if not answered:
        server.kill()
        raise TimeoutError(arguments)
    return int(server.stdout.readline())


@cache
def _server() -> subprocess.Popen[bytes]:
    server = subprocess.Popen(
        [sys.executable, "-m", __name__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        bufsize=0,
        cwd=ROOT,
    )

    def close() -> None:
        server.communicate()

    atexit.register(close)
    return server


def _next_run() -> dict[str, Any] | None:
    """Answers requests in the server until there are none; returns its request in each fork."""
    while line := os.read(0, 1_000_000):
        while not line.endswith(b"\n"):
            line += os.read(0, 1_000_000)
        child = os.fork()
        if not child:
            forked: dict[str, Any] = json.loads(line)
            return forked
        _, status = os.waitpid(child, 0)
        os.write(1, b"%d\n" % os.waitstatus_to_exitcode(status))
    return None


def _become(forked: Mapping[str, Any]) -> None:
    """Gives this process what another one was asked for."""
    for number, name in enumerate(forked["streams"]):
        flags = os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_CREAT | os.O_APPEND
        os.dup2(os.open(name, flags, 0o600), number)
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        old, mode = getattr(sys, name), "w" if number else "r"
        # It stays open as long as the process.
        new = open(number, mode, encoding=old.encoding, errors=old.errors)  # noqa: SIM115
        setattr(sys, name, new)
        setattr(sys, f"__{name}__", new)
    os.environ.clear()
    os.environ.update(forked["environment"])
    os.chdir(forked["folder"])
    sys.argv = [PROGRAM, *forked["arguments"]]


if __name__ == "__main__":
    for module in IMPORTED:
        __import__(module)
    if forked := _next_run():
        _become(forked)
        runpy.run_module(PROGRAM, run_name="__main__", alter_sys=True)
