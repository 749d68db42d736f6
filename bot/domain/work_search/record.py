"""A work-search record: one period's entries, from applications and from search activities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.applications.activity import Activity, ActivityKind, OutreachMethod
from bot.domain.applications.application import Application, Interview, Stage
from bot.domain.calendar.local_time import local_day
from bot.domain.mail.evidence import MailEvidence
from bot.domain.mail.reading import MailKind
from bot.domain.reminders.follow_ups import VOICEMAIL
from bot.domain.work_search.assessment import PeriodProgress, assess, judge
from bot.domain.work_search.entry import (
    DetailsByActivity,
    SearchActivity,
    SearchDetails,
    SearchEntry,
    SearchKind,
)
from bot.domain.work_search.period import Period
from bot.domain.work_search.profile import Profile
from bot.frozen import frozen

_KINDS = {
    ActivityKind.APPLIED: SearchKind.APPLICATION,
    ActivityKind.TRIED_AGAIN: SearchKind.APPLICATION,
    ActivityKind.FOLLOWED_UP: SearchKind.FOLLOW_UP,
    ActivityKind.THANKED: SearchKind.THANK_YOU,
}
_METHODS = {OutreachMethod.LINKEDIN: "online"}
_TEST = "assessment"
_RESULTS = {
    Stage.PLANNED: "",
    Stage.APPLIED: "No answer yet",
    Stage.IN_TOUCH: "They answered",
    Stage.INTERVIEWING: "Interview",
    Stage.OFFER: "Offer",
    Stage.ACCEPTED: "Offer accepted",
    Stage.REJECTED: "Not hired",
    Stage.WITHDRAWN: "Withdrawn",
    Stage.GHOSTED: "No answer",
}


@frozen
class SearchRecord:
    """A period's entries, judged, and how far they come."""

    profile: Profile
    period: Period
    entries: Sequence[SearchEntry]
    progress: PeriodProgress


def make_record(
    profile: Profile,
    period: Period,
    applications: Iterable[Application],
    activities: Iterable[SearchActivity],
    details: DetailsByActivity,
    evidence: Iterable[MailEvidence],
    zone: ZoneInfo,
    now: datetime,
) -> SearchRecord:
    """Makes the record of a period; `details` are by the id of an application's activity.

    `evidence` are logged mails, of which one is an entry's proof. Days are those of `zone`.
    """
    proofs = list(evidence)
    found = [
        _with_proof(entry, proofs)
        for application in applications
        for entry in _entries(application, period, zone, now)
    ]
    entries = [
        _with_details(one, *details[one.activity]) for one in found if one.activity in details
    ]
    entries += [one for one in found if one.activity not in details]
    entries += [_of_activity(one) for one in activities if one.on in period]
    dated = [replace(one, late=local_day(one.changed, zone) > period.last) for one in entries]
    judged = judge(dated, profile.office)
    return SearchRecord(profile, period, judged, assess(judged, profile.office))


def _entries(
    application: Application, period: Period, zone: ZoneInfo, now: datetime
) -> Iterator[SearchEntry]:
    for activity in application.history:
        if activity.on in period and activity.kind in _KINDS:
            yield _of_history(application, activity)
    for round in application.active_interviews:
        if local_day(round.start, zone) in period and round.start <= now:
            yield _of_interview(application, round, zone)


def _of_history(application: Application, activity: Activity) -> SearchEntry:
    kind, method = _KINDS[activity.kind], ""
    if activity.method is not None:
        method = _METHODS.get(activity.method, str(activity.method))
    if kind is SearchKind.FOLLOW_UP and activity.went == VOICEMAIL:
        kind = SearchKind.VOICEMAIL
    if kind is SearchKind.APPLICATION and application.link:
        method = "online"
    again = activity.kind is ActivityKind.TRIED_AGAIN
    return replace(_begun(application, kind, activity), method=method, again=again)


def _of_interview(application: Application, round: Interview, zone: ZoneInfo) -> SearchEntry:
    kind = SearchKind.TEST if round.round == _TEST else SearchKind.INTERVIEW
    booked = next(one for one in application.full_history if one.id == round.id)
    entry = replace(_begun(application, kind, booked), on=local_day(round.start, zone))
    return replace(
        entry,
        method=round.round or "",
        contact=round.people or entry.contact,
        logged=round.logged,
    )


def _begun(application: Application, kind: SearchKind, activity: Activity) -> SearchEntry:
    return SearchEntry(
        kind,
        activity.on,
        activity.logged,
        activity=activity.id,
        application=application.id,
        employer=application.company,
        phone=application.phone or "",
        email=application.email or "",
        url=application.link or "",
        site=application.source or "",
        contact=application.contact or "",
        position=application.role or "",
        result=_RESULTS[application.stage] if application.stage else "",
    )


def _of_activity(activity: SearchActivity) -> SearchEntry:
    entry = SearchEntry(
        activity.kind, activity.on, activity.logged, own=activity.id, text=activity.text
    )
    return _with_details(entry, activity.details, activity.edited)


def _with_details(
    entry: SearchEntry, details: SearchDetails, edited: datetime | None
) -> SearchEntry:
    given = {field.name: getattr(details, field.name) for field in fields(SearchDetails)}
    return replace(entry, edited=edited, **{name: one for name, one in given.items() if one})


def _with_proof(entry: SearchEntry, evidence: Iterable[MailEvidence]) -> SearchEntry:
    """Returns the entry with the mail that proves it, if one was logged."""
    for mail in evidence:
        if mail.application != entry.application:
            continue
        confirms = entry.kind is SearchKind.APPLICATION and mail.kind is MailKind.RECEIVED
        invites = mail.booking == entry.activity and mail.booking is not None
        if (confirms and mail.on >= entry.on) or invites:
            sender = f" from {mail.sender_domain}" if mail.sender_domain else ""
            subject = f": {mail.subject}" if mail.subject else ""
            return replace(entry, proof=f"Email of {mail.on.isoformat()}{sender}{subject}")
    return entry
