"""The log: JSON, a line each, and nothing in it that is secret or private."""

from __future__ import annotations

import asyncio
import gc
import io
import json
import logging

import pytest
import structlog

from storage.errors import StorageError


def last(logged: io.StringIO) -> dict[str, object]:
    entry: dict[str, object] = json.loads(logged.getvalue().splitlines()[-1])
    return entry


def test_it_is_one_object_a_line(logged: io.StringIO) -> None:
    structlog.get_logger("slack").info("answered", kind="command")
    entry = last(logged)
    assert (entry["event"], entry["kind"], entry["level"]) == ("answered", "command", "info")
    assert entry["at"]


def test_libraries_log_in_the_same_way(logged: io.StringIO) -> None:
    logging.getLogger("aiohttp.server").warning("%s is odd", "this")
    assert last(logged)["event"] == "this is odd"
    assert last(logged)["logger"] == "aiohttp.server"


@pytest.mark.parametrize(
    "secret",
    [
        "xoxb-123-abc",
        "xoxe.xoxb-1-Mi0yLTEy",
        "xoxe-1-My0xLTEy",
        "xapp-1-A0-1-abc",
        "https://hooks.slack.com/commands/T1/2/abc",
        "Bearer xyz.abc",
        "gAAAAABmZm9vYmFyYmF6cXV4Zm9v",
        "postgresql://user:pass",
    ],
)
def test_what_looks_like_a_secret_is_hidden(logged: io.StringIO, secret: str) -> None:
    said = f"sent {secret}@host/name along"
    structlog.get_logger("x").info(said, where=[said])
    logging.getLogger("y").info(said)
    assert secret.removeprefix("postgresql://") not in logged.getvalue()
    assert logged.getvalue().count("[hidden]") == 3


def test_what_is_wrong_with_the_database_is_logged_for_the_operator(logged: io.StringIO) -> None:
    full = StorageError("The disk of jobs.sqlite3 is full: make room.")
    structlog.get_logger("x").error("broke", exc_info=full)
    assert last(logged)["why"] == str(full)


def test_of_an_error_only_kind_and_place_are_kept(logged: io.StringIO) -> None:
    try:
        raise ValueError("Secret Bakery")
    except ValueError as error:
        structlog.get_logger("x").error("broke", exc_info=error)
        logging.getLogger("y").exception("broke too")
    assert "Secret" not in logged.getvalue()
    for line in logged.getvalue().splitlines():
        entry = json.loads(line)
        assert entry["error"] == "ValueError"
        assert entry["where"][0].startswith("adapters/slack/test_logs.py:")


async def test_what_asyncio_and_bolt_say_of_an_error_is_cut_before_its_words(
    logged: io.StringIO,
) -> None:
    async def break_down() -> None:
        raise ValueError("Secret Bakery")

    task = asyncio.create_task(break_down())
    await asyncio.wait({task})
    del task
    gc.collect()
    asyncio.get_running_loop().call_soon(int, "Secret Bakery")
    await asyncio.sleep(0)
    logging.getLogger("slack_bolt").error("Failed to run listener function (error: Secret Bakery)")
    entries = [json.loads(line) for line in logged.getvalue().splitlines()]
    assert [one["event"] for one in entries] == [
        "Task exception was never retrieved",
        "Exception",
        "Failed to run listener function",
    ]
    assert [one.get("error") for one in entries] == ["ValueError", "ValueError", None]
    assert "Secret" not in logged.getvalue()


def test_of_errors_raised_together_each_is_named_with_its_place(logged: io.StringIO) -> None:
    def failed(name: str) -> Exception:
        try:
            raise LookupError(name)
        except LookupError as error:
            return error

    both = ExceptionGroup("Secret Bakery", [failed("Secret"), StorageError("The disk is full.")])
    structlog.get_logger("x").error("broke", exc_info=both)
    assert "Secret" not in logged.getvalue()
    errors = last(logged)["errors"]
    assert isinstance(errors, list)
    one, other = errors
    assert one["error"] == "LookupError"
    assert one["where"][0].startswith("adapters/slack/test_logs.py:")
    assert (other["error"], other["why"]) == ("StorageError", "The disk is full.")
