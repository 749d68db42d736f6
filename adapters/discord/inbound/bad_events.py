"""Keeps an event that discord.py cannot parse from ending the connection."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from functools import wraps
from typing import Any

from adapters.discord.outbound.error_log import log_error

# Without these there is no connection to keep.
_VITAL = frozenset({"READY", "RESUMED"})

Parser = Callable[[Any], None]


def survive_bad_events(parsers: MutableMapping[str, Parser]) -> None:
    """Has every event that cannot be parsed logged, by its type, and passed over."""
    for event, parse in list(parsers.items()):
        if event not in _VITAL:
            parsers[event] = _surviving(event, parse)


def _surviving(event: str, parse: Parser) -> Parser:
    @wraps(parse)
    def parse_or_log(data: Any) -> None:
        try:
            parse(data)
        except Exception as error:  # whatever is in it, the next event is another one
            log_error(f"{event.lower()}_not_parsed", error)

    return parse_or_log
