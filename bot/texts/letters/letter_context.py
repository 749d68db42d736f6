"""The context of a letter: phrases from an application that are empty where it knows nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import TypeVar

from bot.domain.applications.activity import Activity, ActivityKind, OutreachMethod
from bot.domain.applications.application import Application, Interview, Stage
from bot.domain.applications.decision import last_decision
from bot.domain.calendar.local_time import local_day
from bot.domain.people.person import Person
from bot.frozen import frozen
from bot.texts.date_formats import write_day
from bot.texts.letters import job_phrases
from bot.texts.letters.salutations import greeting
from bot.texts.plain_text import clean, join_lines, join_words, subject_line

Variant = TypeVar("Variant")

LONGEST_SOURCE = 40
LONGEST_NOTES = 25  # words of a debrief in a letter, which fits a phone's screen
NO_NAME = "[your name]"
# After the interview's end; then a letter asks about the state of things instead.
THANKS_LONG_PAST = timedelta(days=5)

_COMMON_SOURCES = {
    "referral": "a referral",
    "friend": "a friend",
    "recruiter": "a recruiter",
    "agency": "an agency",
    "job board": "a job board",
    "job fair": "a job fair",
    "newsletter": "a newsletter",
    "website": "your website",
    "company site": "your website",
    "company website": "your website",
    "careers page": "your careers page",
}
# The means of an outreach, where "wrote" would be wrong.
REACHED: Mapping[OutreachMethod | None, str] = MappingProxyType(
    {OutreachMethod.PHONE: "called", OutreachMethod.IN_PERSON: "came by"}
)


@frozen
class LetterContext:
    """An application for a letter; `interview` is the one the letter is about."""

    application: Application
    person: Person
    now: datetime
    interview: Interview | None = None

    @property
    def company(self) -> str:
        """The company, cut to a sane length."""
        return job_phrases.company(self.application)

    @property
    def job(self) -> str:
        """*the Baker position at Acme*, as far as it is known."""
        return job_phrases.job(self.application)

    @property
    def source(self) -> str:
        """*through LinkedIn*, or nothing if it is unknown or long."""
        source = clean(self.application.source)
        if not source or len(source) > LONGEST_SOURCE or "://" in source:
            return ""
        return f"through {_COMMON_SOURCES.get(source.casefold(), source)}"

    @property
    def signature(self) -> str:
        """The end of a letter."""
        return f"Best regards,\n{clean(self.person.name) or NO_NAME}"

    def greeting(self, *, met: bool = False) -> str:
        """Returns the greeting: to the people of the interview if it is they who are written to."""
        people = self.interview.people if met and self.interview else None
        return greeting(people=people, contact=self.application.contact)

    def subject(self, *parts: str) -> str:
        """Returns a subject, such as *My application for the Baker position (Ada Lovelace)*."""
        name = clean(self.person.name)
        about = join_words(*parts)
        return subject_line(f"{about} ({name})" if name else about)

    def about(self, before_role: str, before_company: str) -> str:
        """Returns the role after one word, else the company after another, else nothing."""
        if job_phrases.role(self.application):
            return f"{before_role} {job_phrases.position(self.application)}"
        return f"{before_company} {self.company}" if self.company else ""

    def day(self, day: date) -> str:
        """Returns a day in a letter: *Monday 1 June*."""
        return write_day(day, self.person, self.now)

    def on(self, day: date | None) -> str:
        """Returns *on Monday 1 June*, or nothing."""
        return f"on {self.day(day)}" if day else ""

    def count(self, kind: ActivityKind) -> int:
        """Counts the activities of a kind."""
        return sum(activity.kind is kind for activity in self.application.history)

    # --- what happened --------------------------------------------------------

    @property
    def applied(self) -> date | None:
        """The day of the application."""
        return self.application.applied.day if self.application.applied else None

    @property
    def reply(self) -> Activity | None:
        """Their answer, while it is the latest that was heard."""
        in_touch = self.application.stage is Stage.IN_TOUCH
        return self.application.last(ActivityKind.HEARD_BACK) if in_touch else None

    @property
    def wrote(self) -> str:
        """*wrote on Monday 8 June*, *called on …*, or nothing without an outreach."""
        if not self.application.outreaches:
            return ""
        last = self.application.outreaches[-1]
        return f"{REACHED.get(last.method, 'wrote')} {self.on(last.on)}"

    # --- the interview --------------------------------------------------------

    @property
    def met(self) -> date | None:
        """The interview's day, as those who are written to know it."""
        return self.interview.day if self.interview else None

    @property
    def round(self) -> int:
        """Returns the number of rounds before the interview."""
        rounds = self.application.active_interviews
        return sum(one.start < self.interview.start for one in rounds) if self.interview else 0

    @property
    def topics(self) -> str:
        """The topics of the conversation, from the debrief: the personal touch."""
        debrief = self.interview.debrief if self.interview else None
        return _shorten(join_lines(debrief.text)) if debrief else ""

    @property
    def next_steps(self) -> str:
        """The next steps that they named."""
        debrief = self.interview.debrief if self.interview else None
        return _shorten(join_lines(debrief.next_steps)) if debrief else ""

    @property
    def decision(self) -> date | None:
        """The day by which they last said they would decide."""
        return decision_day(self.application, self.interview, self.person)


def choose_variant(number: int, *variants: Variant) -> Variant:
    """Returns the wording for the nth letter of a kind to one company, counted from 0."""
    return variants[max(number, 0) % len(variants)]


def _shorten(notes: str) -> str:
    """Cuts notes to the words that fit a letter, without the brackets that mark a gap."""
    words = notes.replace("[", "(").replace("]", ")").split()
    cut = " ".join(words[:LONGEST_NOTES])
    return f"{cut} …" if len(words) > LONGEST_NOTES else cut.rstrip(".")


def decision_day(
    application: Application, interview: Interview | None, person: Person
) -> date | None:
    """Returns the day for their decision, if it was named after the interview was booked.

    A day before the interview is none: what it decided was before they met.
    """
    last = last_decision(application, person.tz)
    if last is None or last.by is None:
        return None
    if interview and (last.id < interview.id or last.by < local_day(interview.end, person.tz)):
        return None
    return last.by


def last_interview(application: Application, now: datetime) -> Interview | None:
    """Returns the latest interview that is over."""
    return next((one for one in reversed(application.active_interviews) if one.end <= now), None)


def interview_to_thank_for(application: Application, now: datetime) -> Interview | None:
    """Returns the interview to give thanks for: a recent one, else the next, else the last."""
    young = [
        one
        for one in application.active_interviews
        if not one.thanked and timedelta() <= now - one.end <= THANKS_LONG_PAST
    ]
    ahead = [one for one in application.active_interviews if one.end > now]
    return next(iter([*reversed(young), *ahead, *reversed(application.active_interviews)]), None)
