"""The sentences of a work-search record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from bot.domain.people.person import Person
from bot.domain.work_search.assessment import PeriodProgress
from bot.domain.work_search.entry import Eligibility, SearchEntry, SearchKind
from bot.domain.work_search.office import Kinds
from bot.domain.work_search.period import DAY, Period, PeriodKind
from bot.domain.work_search.profile import WEEKDAYS, Profile
from bot.domain.work_search.record import SearchRecord
from bot.texts.date_formats import say_day
from bot.texts.plain_text import clean, join_words, to_sentence

JOURNAL = "This is a journal to copy from, not a filing."
NO_PROFILE = (
    "Choose your office, or write your own rule, and I count what is still missing in time."
)
LATE = "Logged after the period closed"
_DID = {
    SearchKind.APPLICATION: "Applied",
    SearchKind.INTERVIEW: "Interview",
    SearchKind.TEST: "Test",
    SearchKind.CONTACT: "Contacted the employer",
    SearchKind.FOLLOW_UP: "Followed up",
    SearchKind.THANK_YOU: "Sent a thank-you",
    SearchKind.VOICEMAIL: "Left a voicemail",
    SearchKind.NETWORKING: "Networking",
    SearchKind.FAIR: "Job fair",
    SearchKind.WORKSHOP: "Workshop",
    SearchKind.CAREER_CENTER: "Career center",
    SearchKind.AGENCY: "Agency",
    SearchKind.JOB_BANK: "Job-bank search",
    SearchKind.PROFILE: "Résumé put online",
    SearchKind.ADS: "Read ads",
    SearchKind.OTHER: "Activity",
}
_VERDICTS = {
    Eligibility.COUNTS: "Counts",
    Eligibility.DOES_NOT: "Does not count",
    Eligibility.CHECK: "Check with your office",
}


def say_kind(entry: SearchEntry) -> str:
    """Returns what was done, such as *Applied*."""
    return f"{_DID[entry.kind]} again" if entry.again else _DID[entry.kind]


def say_verdict(verdict: Eligibility) -> str:
    """Returns a verdict as a record shows it."""
    return _VERDICTS[verdict]


def say_what(entry: SearchEntry) -> str:
    """Returns whom or what an entry is about, such as *Acme (Baker)*."""
    if entry.own:
        return clean(entry.text, 120)
    return f"{entry.employer} ({entry.position})" if entry.position else entry.employer


def say_period(period: Period, person: Person, now: datetime) -> str:
    """Returns a period, such as *Mon 23 Nov to Sun 29 Nov*."""
    return f"{say_day(period.first, person, now)} to {say_day(period.last, person, now)}"


def say_office(profile: Profile) -> str:
    """Returns the office, or the own rule, as a title names it; empty without one."""
    office, rule = profile.office, profile.rule
    if office.name:
        return office.name[:1].upper() + office.name[1:]
    if not profile.is_chosen:
        return ""
    count = f"{office.minima[0].total} a {rule.kind}"
    if rule.kind is PeriodKind.WEEK:
        return f"{count}, {WEEKDAYS[rule.begins]} to {WEEKDAYS[rule.begins - 1]}"
    return count


def say_progress(progress: PeriodProgress) -> str:
    """Returns how far a period has come: *2 of 3 so far, 1 of them to check with your office*."""
    check = ""
    if progress.to_check:
        check = f", {progress.to_check} of them to check with your office"
    said = f"{progress.have} of {progress.need} so far{check}."
    for count, kinds in progress.missing:
        said += f" {count} more must be {'an' if count == 1 else 'of'} {_one_of(kinds)}."
    return said.replace(" an test", " a test").replace(" an job", " a job")


def _one_of(kinds: Kinds) -> str:
    names = [one.value for one in SearchKind if one in kinds]
    return " or ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def say_close(period: Period, kind: PeriodKind, today: date) -> str:
    """Returns when a period closes: *The week closes on Saturday.*; empty for one to come."""
    what = {PeriodKind.WEEK: "week", PeriodKind.MONTH: "month"}.get(kind, "four weeks")
    verb = "close" if kind is PeriodKind.FOUR_WEEKS else "closes"
    if period.last < today:
        return f"That period closed on {WEEKDAYS[period.last.weekday()]}."
    if period.first > today:
        return ""
    if period.last == today:
        return f"The {what} {verb} today."
    if period.last == today + DAY:
        return f"The {what} {verb} tomorrow."
    if kind is PeriodKind.WEEK:
        return f"The week closes on {WEEKDAYS[period.last.weekday()]}."
    return f"The {what} {verb} in {(period.last - today).days} days."


def say_source(profile: Profile, person: Person, now: datetime) -> str:
    """Returns where an office's rules were read, and when; empty for an own rule."""
    office = profile.office
    if not office.source or office.read is None:
        return ""
    read = say_day(office.read, person, now)
    return join_words(office.note, f"Rules as read on {read}: {office.source}")


def describe(entry: SearchEntry) -> str:
    """Returns an entry in a sentence or two: verdict, why, result, proof, what is marked."""
    verdict = f"{say_verdict(entry.verdict)}."
    proof = to_sentence(f"Proof: {clean(entry.proof, 120)}") if entry.proof else ""
    late = f"{LATE}." if entry.late else ""
    return join_words(
        verdict, to_sentence(entry.reason), to_sentence(clean(entry.result)), proof, late
    )


def summarize(record: SearchRecord, person: Person, now: datetime) -> Sequence[str]:
    """Returns the paragraphs over a record."""
    if not record.profile.is_chosen:
        return (NO_PROFILE, JOURNAL)
    close = say_close(record.period, record.profile.rule.kind, person.today(now))
    return (
        join_words(say_progress(record.progress), close),
        say_source(record.profile, person, now),
        JOURNAL,
    )
