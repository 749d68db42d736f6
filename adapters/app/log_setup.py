"""Logs: one JSON object a line, without secrets and without users' own words."""

from __future__ import annotations

import logging
import re
import sys
import traceback
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any, TextIO

import structlog
from structlog.typing import Processor

# Tokens, and addresses and headers that grant the same access.
_SECRETS = re.compile(
    r"xox[a-z]-[\w.-]+|xox[a-z]\.xox[a-z]-[\w.-]+|xapp-[\w-]+"
    r"|(?<=/calendar/)[\w-]{16,}"
    r"|https://hooks\.slack\.com/\S+|(?:Bearer|Bot|Basic) [\w.=+/-]+|gAAAA[\w=-]{20,}"
    r"|(?<=://)[^/\s:@]+:[^/\s@]+(?=@)"
)
_MASK = "[hidden]"
# Where a library's message goes on with the words of an error, or with a call and its arguments.
_REPEATED_WORDS = re.compile(r"(?:\n| in callback | \(error: ).*", re.DOTALL)
_LIBRARIES = re.compile(r"site-packages|[/\\\\]lib[/\\\\]python3")
ErrorTypes = tuple[type[Exception], ...]


def configure(stream: TextIO = sys.stdout, operator_errors: ErrorTypes = ()) -> None:
    """Sends everything that this process logs to a stream, libraries included.

    `operator_errors` are the errors whose messages are written for the operator and logged.
    """
    shared: list[Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
        describe_errors(operator_errors),
        hide_secrets,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.ExtraAdder(allow=()), hide_words, *shared],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(),
            ],
        )
    )
    # Alembic lists its plugins at every start.
    logging.getLogger("alembic.runtime.plugins").setLevel(logging.WARNING)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.INFO)


def describe_errors(operator_errors: ErrorTypes) -> Processor:
    """Replaces an exception by its type and place: its message may hold a user's words."""

    def process(
        logger: Any, name: str, event: MutableMapping[str, Any]
    ) -> MutableMapping[str, Any]:
        error = event.pop("exc_info", None)
        if error is True:
            error = sys.exc_info()
        if isinstance(error, tuple):
            error = error[1]
        if isinstance(error, BaseException):
            event.update(_describe(error, operator_errors))
        return event

    return process


def _describe(error: BaseException, operator_errors: ErrorTypes) -> dict[str, Any]:
    """Returns the type and place of an error, and of each error in a group."""
    frames = traceback.extract_tb(error.__traceback__)
    own_frames = [one for one in frames[:-1] if not _LIBRARIES.search(one.filename)]
    described: dict[str, Any] = {
        "error": type(error).__name__,
        "where": [_place(one) for one in (*own_frames, *frames[-1:])],
    }
    if isinstance(error, operator_errors):
        described["why"] = str(error)
    if isinstance(error, BaseExceptionGroup):
        described["errors"] = [_describe(one, operator_errors) for one in error.exceptions]
    return described


def _place(frame: traceback.FrameSummary) -> str:
    """Returns the place of a frame, without the folders of this machine."""
    return f"{'/'.join(Path(frame.filename).parts[-3:])}:{frame.lineno} {frame.name}"


def hide_words(logger: Any, name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Cuts a library's message of an error before it repeats what the error says."""
    if event["_record"].levelno >= logging.ERROR:
        event["event"] = _REPEATED_WORDS.sub("", str(event["event"]))
    return event


def hide_secrets(
    logger: Any, name: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Hides everything that looks like a secret, in any field."""
    return {key: _hide(value) for key, value in event.items()}


def _hide(value: Any) -> Any:
    if isinstance(value, str):
        return _SECRETS.sub(_MASK, value)
    if isinstance(value, list | tuple):
        return [_hide(one) for one in value]
    if isinstance(value, dict):
        return {key: _hide(one) for key, one in value.items()}
    return value
