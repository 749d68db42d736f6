"""Everything of a person as JSON: each activity as it was logged, each nudge, the settings.

Nothing of other people is in it: no group, no linked account, no secret. `FORMAT`
says how it is to be read.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from enum import Enum
from types import MappingProxyType
from typing import Any

from bot.domain.applications.application import Application
from bot.domain.mail.evidence import MailEvidence
from bot.domain.people.person import Address, Person
from bot.domain.reminders.nudge import Nudge
from bot.domain.work_search.entry import NO_DETAILS, DetailsByActivity, SearchActivity

FORMAT = 1
NO_MAILS: Mapping[int, Sequence[MailEvidence]] = MappingProxyType({})


def write_json(
    person: Person,
    applications: Iterable[Application],
    nudges: Mapping[int, Sequence[Nudge]],
    search_activities: Iterable[SearchActivity],
    details: DetailsByActivity,
    now: datetime,
    mails: Mapping[int, Sequence[MailEvidence]] = NO_MAILS,
) -> bytes:
    """Writes a person's history; `nudges` and logged `mails` are by the id of their application.

    `details` are what a work-search record adds to activities of applications. Ids hold the
    activities of one file together and mean nothing elsewhere.
    """
    whole = {
        "followthrough": FORMAT,
        "exported": now.isoformat(),
        "owner": owner_hash(person.address),
        "settings": _plain(person.preferences),
        "language": person.language,
        "applications": [
            _application(one, nudges.get(one.id, ()), details, mails.get(one.id, ()))
            for one in applications
        ],
        "search_activities": [_search_activity(one) for one in search_activities],
    }
    text = json.dumps(whole, ensure_ascii=False, indent=1)
    return text.encode("utf-8", errors="replace")


def owner_hash(address: Address) -> str:
    """Returns a hash of who exported, by which an import tells another person's file."""
    identity = "\0".join((address.platform, address.tenant, address.user))
    return hashlib.sha256(identity.encode()).hexdigest()


def _application(
    one: Application,
    nudges: Iterable[Nudge],
    details: DetailsByActivity,
    mails: Iterable[MailEvidence],
) -> dict[str, Any]:
    return {
        "activities": [_without_nothing(activity) for activity in one.full_history],
        "nudges": [
            {
                **_without_nothing(nudge.planned),
                "state": str(nudge.state),
                **({"settled_at": nudge.settled_at.isoformat()} if nudge.settled_at else {}),
            }
            for nudge in nudges
        ],
        "search_details": [
            {"activity": activity.id, "edited": edited.isoformat(), **_without_nothing(added)}
            for activity in one.full_history
            if activity.id in details
            for added, edited in [details[activity.id]]
        ],
        "mails": [_mail(mail) for mail in mails],
    }


def _mail(one: MailEvidence) -> dict[str, Any]:
    given = _without_nothing(one)
    del given["application"]
    return given


def _search_activity(one: SearchActivity) -> dict[str, Any]:
    given = _without_nothing(dataclasses.replace(one, details=NO_DETAILS))
    del given["id"]
    return {**given, "details": _without_nothing(one.details)}


def _without_nothing(value: Any) -> dict[str, Any]:
    fields = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    return {
        name: _plain(one) for name, one in fields.items() if one is not None and one is not False
    }


def _plain(value: Any) -> Any:
    """Returns a value as JSON has it: days, times and instants in ISO 8601."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = dataclasses.fields(value)
        return {field.name: _plain(getattr(value, field.name)) for field in fields}
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(one) for one in value]
    return value
