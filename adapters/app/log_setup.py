"""Logs: one JSON object a line, without secrets and without anything that people wrote."""

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

# Tokens, and addresses and headers that are as good as one.
_SECRETS = re.compile(
    r"xox[a-z]-[\w.-]+|xox[a-z]\.xox[a-z]-[\w.-]+|xapp-[\w-]+"
    r"|https://hooks\.slack\.com/\S+|(?:Bearer|Bot|Basic) [\w.=+/-]+|gAAAA[\w=-]{20,}"
    r"|(?<=://)[^/\s:@]+:[^/\s@]+(?=@)"
)
_HIDDEN = "[hidden]"
_LIBRARIES = re.compile(r"site-packages|[/\\\\]lib[/\\\\]python3")
Kinds = tuple[type[Exception], ...]


def configure(stream: TextIO = sys.stdout, told: Kinds = ()) -> None:
    """Sends everything that is logged in this process to a stream, libraries included.

    `told` are the errors whose own words are for whoever runs the program.
    """
    shared: list[Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
        where_it_broke(told),
        without_secrets,
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
            foreign_pre_chain=[structlog.stdlib.ExtraAdder(allow=()), *shared],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(),
            ],
        )
    )
    # It introduces its parts at every start.
    logging.getLogger("alembic.runtime.plugins").setLevel(logging.WARNING)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.INFO)


def where_it_broke(told: Kinds) -> Processor:
    """Keeps of an exception its kind and its place: its words may be somebody's."""

    def process(
        logger: Any, name: str, event: MutableMapping[str, Any]
    ) -> MutableMapping[str, Any]:
        error = event.pop("exc_info", None)
        if error is True:
            error = sys.exc_info()
        if isinstance(error, tuple):
            error = error[1]
        if isinstance(error, BaseException):
            event.update(_described(error, told))
        return event

    return process


def _described(error: BaseException, told: Kinds) -> dict[str, Any]:
    """The kind and the place of an error, and of each of those that were raised together."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [one for one in frames[:-1] if not _LIBRARIES.search(one.filename)]
    described: dict[str, Any] = {
        "error": type(error).__name__,
        "where": [_place(one) for one in (*ours, *frames[-1:])],
    }
    if isinstance(error, told):
        described["why"] = str(error)
    if isinstance(error, BaseExceptionGroup):
        described["errors"] = [_described(one, told) for one in error.exceptions]
    return described


def _place(frame: traceback.FrameSummary) -> str:
    """Where that is, without the folders of this machine."""
    return f"{'/'.join(Path(frame.filename).parts[-3:])}:{frame.lineno} {frame.name}"


def without_secrets(
    logger: Any, name: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Hides what looks like a secret, wherever it stands."""
    return {key: _hidden(value) for key, value in event.items()}


def _hidden(value: Any) -> Any:
    if isinstance(value, str):
        return _SECRETS.sub(_HIDDEN, value)
    if isinstance(value, list | tuple):
        return [_hidden(one) for one in value]
    if isinstance(value, dict):
        return {key: _hidden(one) for key, one in value.items()}
    return value
