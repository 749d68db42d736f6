"""Readings as JSON, as they wait for a person's word, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from bot.domain.mail.reading import Invite, MailKind, MailMoment, Reading, Writer


def write_readings(readings: Sequence[Reading]) -> str:
    """Writes readings as one line of JSON."""
    rows = [_filled(asdict(reading)) for reading in readings]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"), default=_write)


def read_readings(text: str) -> tuple[Reading, ...]:
    """Reads such a line. Raises ValueError for anything else."""
    try:
        return tuple(map(_reading, json.loads(text)))
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError("no readings") from error


def _filled(value: Any) -> Any:
    """Returns the same without what is empty, since that is most of it."""
    if isinstance(value, dict):
        return {name: _filled(one) for name, one in value.items() if one not in (None, "", (), [])}
    return [_filled(one) for one in value] if isinstance(value, list | tuple) else value


def _write(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _reading(row: Mapping[str, Any]) -> Reading:
    given = dict(row)
    given["kind"] = MailKind(given["kind"])
    given["writer"] = Writer(**given.get("writer", {}))
    given["moments"] = tuple(map(_moment, given.get("moments", ())))
    given["unread"] = tuple(given.get("unread", ()))
    if sent := given.get("sent"):
        given["sent"] = datetime.fromisoformat(sent)
    if invite := given.get("invite"):
        given["invite"] = _invite(invite)
    return Reading(**given)


def _moment(row: Mapping[str, Any]) -> MailMoment:
    given = dict(row)
    for name in ("start", "end"):
        if name in given:
            given[name] = datetime.fromisoformat(given[name])
    return MailMoment(**given)


def _invite(row: Mapping[str, Any]) -> Invite:
    given = {"uid": "", **row}
    given["organizer"] = Writer(**given.get("organizer", {}))
    if moment := given.get("moment"):
        given["moment"] = _moment(moment)
    return Invite(**given)
