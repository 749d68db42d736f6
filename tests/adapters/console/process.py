"""The real program, started as a black box: lines into a pipe, what it wrote and how it ended."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from tests import fork_server
from tests.timeouts import HANG

IN_MEMORY = "sqlite+aiosqlite://"
CLOCK = "2026-06-01T10:00"
ZONE = "Europe/Berlin"
# A test that forgets to name a database must not write into a developer's own.
NOWHERE = {"HOME": "/nonexistent", "XDG_DATA_HOME": "/nonexistent"}

TEXTS = {"type": "array", "items": {"type": "string"}}
FACTS = {
    "type": "array",
    "items": {"type": "array", "items": {"type": "string"}, "minItems": 2, "maxItems": 2},
}


def exactly(properties: dict[str, Any], optional: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }


DRAFT = {
    "anyOf": [
        {"type": "null"},
        exactly({"subject": {"type": "string"}, "body": {"type": "string", "minLength": 1}}),
    ]
}
ITEM = exactly(
    {
        "title": {"type": "string", "minLength": 1},
        "text": {"type": "string"},
        "facts": FACTS,
        "draft": DRAFT,
        "buttons": TEXTS,
        "nudge": {"type": ["string", "null"]},
    }
)
FIELD = exactly(
    {
        "name": {"type": "string", "pattern": "^[a-z_]+$"},
        "label": {"type": "string", "minLength": 1},
        "kind": {"type": "string", "minLength": 1},
        "required": {"type": "boolean"},
        "value": {"type": ["string", "null"]},
    }
)
THING = exactly(
    {
        "at": {
            "type": "string",
            "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$",
        },
        "to": {"type": "string", "pattern": "^[@#][a-z0-9]"},
        "private": {"type": "boolean"},
        "kind": {"enum": ["answer", "nudge", "group", "form", "update", "error"]},
        "title": {"type": "string"},
        "text": {"type": "string"},
        "facts": FACTS,
        "items": {"type": "array", "items": ITEM},
        "buttons": TEXTS,
        "draft": DRAFT,
        "picture": {"type": ["string", "null"]},
        "file": {"type": ["string", "null"]},
        "fields": {"type": "array", "items": FIELD},
        "nudge": {"type": "array", "items": {"type": "string"}, "minItems": 1},
    },
    optional=("nudge",),
)
CONTRACT = {
    **THING,
    "allOf": [
        {
            "if": {"properties": {"kind": {"const": "nudge"}}},
            "then": {"required": ["nudge"], "properties": {"items": {"minItems": 1}}},
        },
        {
            "if": {"properties": {"kind": {"const": "form"}}},
            "then": {"properties": {"fields": {"minItems": 1}}},
            "else": {"properties": {"fields": {"maxItems": 0}}},
        },
        {
            "if": {"properties": {"kind": {"const": "error"}}},
            "then": {"properties": {"text": {"minLength": 1}}},
        },
    ],
}
VALIDATOR = Draft202012Validator(CONTRACT)


@dataclass(frozen=True)
class Run:
    """A finished run of the program: its output and its exit status."""

    code: int
    out: str
    err: str

    @property
    def things(self) -> list[dict[str, Any]]:
        """The objects it wrote, each held against the contract."""
        things = [json.loads(line) for line in self.out.splitlines()]
        for thing in things:
            VALIDATOR.validate(thing)
        return things

    @property
    def last(self) -> dict[str, Any]:
        """The last object."""
        return self.things[-1]


def run(*arguments: str, typed: bytes = b"", environment: Mapping[str, str] | None = None) -> Run:
    """Starts the program with these arguments and feeds it.

    In an environment of its own it is started from nothing, since Python itself reads that.
    """
    if environment is None:
        return _forked(arguments, typed)
    done = subprocess.run(
        [sys.executable, "-m", "adapters.app", *arguments],
        input=typed,
        capture_output=True,
        timeout=HANG,
        check=False,
        env={**os.environ, **NOWHERE, **environment},
    )
    return Run(done.returncode, done.stdout.decode(), done.stderr.decode())


def _forked(arguments: tuple[str, ...], typed: bytes) -> Run:
    with tempfile.TemporaryDirectory(prefix="run") as folder:
        streams = [Path(folder, name) for name in ("in", "out", "err")]
        streams[0].write_bytes(typed)
        names = [str(one) for one in streams]
        code = fork_server.run([*arguments], {**os.environ, **NOWHERE}, names)
        return Run(code, streams[1].read_text("utf-8"), streams[2].read_text("utf-8"))


def chat(
    *lines: str | bytes,
    database: str = IN_MEMORY,
    clock: str | None = CLOCK,
    zone: str = ZONE,
    json: bool = True,
    more: tuple[str, ...] = (),
) -> Run:
    """Talks to the console: one line after the other, then the end of the input."""
    typed = b"".join((one if isinstance(one, bytes) else one.encode()) + b"\n" for one in lines)
    arguments = ["chat", "--database", database, "--zone", zone, *more]
    arguments += ["--clock", clock] if clock else []
    return run(*arguments, *(["--json"] if json else []), typed=typed)
