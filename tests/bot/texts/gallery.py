"""Everything that the product says in one place, for a reviewer to read.

`python -m tests.bot.texts.gallery` writes drafts.txt, nudges.txt and weeks.txt, the answers of
every command to answers.txt, and every other sentence of the source to sentences.txt.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from bot.domain.applications.activity import ActivityKind, OutreachMethod
from bot.domain.applications.application import Application
from bot.domain.people.person import Person
from bot.domain.reminders.nudge import NudgeKind, PlannedNudge
from bot.message import Draft
from bot.texts.call_sheet import LEAD, call_sheet
from bot.texts.checklist import CHECKLIST
from bot.texts.letters.drafts import DraftKind, draft, kind_for
from bot.texts.nudge_titles import title_and_text
from tests.bot.history import Hunt
from tests.bot.texts.command_answers import ANSWERS, talk
from tests.bot.texts.people import EMPTY, debriefed, hunt, interviewed, person, wrote
from tests.bot.texts.source_sentences import SENTENCES, write_unseen
from tests.bot.texts.weeks import WEEKS, weeks

HERE = Path(__file__).parent
DRAFTS, NUDGES = HERE / "drafts.txt", HERE / "nudges.txt"

ADA = person()


def drafts() -> str:
    """Every kind of draft: with all that can be known, in its variants, and with nothing known."""
    full = [
        _shown(title, draft(app, kind, ADA, ada.at(now))) for title, app, kind, now, ada in _hunt()
    ]
    nothing = [
        _shown(kind, draft(EMPTY, kind, person(""), Hunt().at("8 Jun 9:00"))) for kind in DraftKind
    ]
    return "\n".join(["######## EVERYTHING KNOWN\n", *full, "######## NOTHING KNOWN\n", *nothing])


def _shown(title: str, words: Draft) -> str:
    count = len(words.body.split())
    return (
        f"==== {title} ({count} words)\n\nSubject: {words.subject}".rstrip() + f"\n\n{words.body}\n"
    )


_Case = tuple[str, Application, DraftKind, str, Hunt]


def _hunt() -> Iterator[_Case]:
    """One application from the first letter to every way it can end."""
    ada = hunt()

    def case(kind: DraftKind, now: str, variant: str = "") -> _Case:
        title = f"{kind}, {variant}" if variant else str(kind)
        return title, ada.application, kind, now, ada

    yield case(DraftKind.APPLICATION, "1 Jun 9:00")
    yield case(DraftKind.FOLLOW_UP, "8 Jun 9:00")
    wrote(ada, "8 Jun")
    yield case(DraftKind.SECOND_FOLLOW_UP, "11 Jun 9:00")
    yield case(DraftKind.CALL, "15 Jun 9:00")
    ada.did(ActivityKind.TRIED_AGAIN, "10 Jun")
    yield case(DraftKind.FOLLOW_UP, "17 Jun 9:00", "trying again")
    ada.did(ActivityKind.HEARD_BACK, "11 Jun", by=date(2026, 6, 16))
    yield case(DraftKind.CHECK_IN, "17 Jun 9:00", "a day named")
    wrote(ada, "17 Jun")
    yield case(DraftKind.SECOND_CHECK_IN, "22 Jun 9:00")
    ada.did(ActivityKind.INVITED, "18 Jun")
    yield case(DraftKind.CHECK_IN, "19 Jun 9:00", "an invitation without a time")
    met = interviewed(ada)
    yield case(DraftKind.WITHDRAW, "17 Jun 9:00", "before an interview")
    yield case(DraftKind.THANK_YOU, "18 Jun 15:15", "not debriefed")
    debriefed(ada, met)
    yield case(DraftKind.THANK_YOU, "18 Jun 15:15", "debriefed")
    yield case(DraftKind.THANK_YOU, "20 Jun 9:00", "after 24 h")
    yield case(DraftKind.CALL, "25 Jun 9:00", "after an interview")
    yield case(DraftKind.AFTER_INTERVIEW, "29 Jun 9:00")
    wrote(ada, "29 Jun", OutreachMethod.PHONE)
    yield case(DraftKind.SECOND_AFTER_INTERVIEW, "2 Jul 9:00")
    ada.did(ActivityKind.OFFERED, "3 Jul", by=date(2026, 7, 10))
    yield case(DraftKind.OFFER, "8 Jul 9:00")
    yield case(DraftKind.ACCEPT, "8 Jul 9:00")
    yield case(DraftKind.WITHDRAW, "8 Jul 9:00", "after an offer")
    ada.did(ActivityKind.REJECTED, "9 Jul")
    yield case(DraftKind.THANK_YOU, "9 Jul 9:00", "after a rejection")
    yield case(DraftKind.REJECTION, "9 Jul 9:00")
    yield case(DraftKind.RECONNECT, "12 Oct 9:00")


def nudges() -> str:
    """Every nudge, the call sheet and the checklist."""
    sheet = [f"{item.title}\n    {item.text}\n" for item in call_sheet(hunt().application, ADA)]
    steps = [f"[{key}] {title}\n    {text}\n" for key, title, text in CHECKLIST]
    return "\n".join(
        [
            "######## NUDGES\n",
            *_nudges(),
            f"######## CALL SHEET\n\n{LEAD}\n",
            *sheet,
            "######## CHECKLIST\n",
            *steps,
        ]
    )


def said(
    ada: Hunt,
    kind: NudgeKind,
    number: int,
    due: str,
    *,
    now: str = "",
    subject: int | None = None,
    again: bool = False,
    to: Person = ADA,
) -> tuple[str, str]:
    """Returns title and text of a nudge that is due then, delivered then or later."""
    moment = ada.at(due)
    wall = moment.astimezone(ada.preferences.tz).replace(tzinfo=None)
    planned = PlannedNudge(
        "key", "key", kind, number, wall, ada.preferences.zone, moment, subject, again
    )
    at = ada.at(now) if now else moment
    letter_kind = kind_for(kind, number)
    interview = ada.application.interview(subject) if subject else None
    letter = (
        draft(ada.application, letter_kind, to, at, interview=interview) if letter_kind else None
    )
    return title_and_text(planned, ada.application, to, at, letter=letter)


def _nudges() -> Iterator[str]:
    ada = Hunt()

    def titled(kind: NudgeKind, number: int, due: str, variant: str = "", **more: object) -> str:
        title, text = said(ada, kind, number, due, **more)  # type: ignore[arg-type]  # passed on
        name = f"{kind} {number}" if number else str(kind)
        return f"==== {name}{', ' if variant else ''}{variant}\n{title}\n    {text}\n"

    ada.did(ActivityKind.PLANNED, "28 May", company="Acme", role="Baker", by=date(2026, 6, 3))
    yield titled(NudgeKind.GET_READY, 0, "1 Jun 9:00")
    ada = hunt()
    yield titled(NudgeKind.FOLLOW_UP, 1, "8 Jun 9:00")
    yield titled(NudgeKind.FOLLOW_UP, 1, "8 Jun 9:00", "to a person without a name", to=person(""))
    yield titled(NudgeKind.FOLLOW_UP, 1, "8 Jun 9:00", "late", now="8 Jun 12:00")
    yield titled(NudgeKind.FOLLOW_UP, 1, "10 Jun 9:00", "again", again=True)
    wrote(ada, "8 Jun")
    yield titled(NudgeKind.FOLLOW_UP, 2, "11 Jun 9:00")
    wrote(ada, "11 Jun")
    yield titled(NudgeKind.PICK_UP_THE_PHONE, 0, "15 Jun 9:00")
    wrote(ada, "15 Jun", OutreachMethod.PHONE)
    yield titled(NudgeKind.CLOSE_THE_LOOP, 0, "29 Jun 9:00")
    ada = hunt()
    ada.did(ActivityKind.HEARD_BACK, "1 Jun")
    yield titled(NudgeKind.CHECK_IN, 1, "8 Jun 9:00")
    wrote(ada, "8 Jun")
    yield titled(NudgeKind.CHECK_IN, 2, "11 Jun 9:00")
    ada.did(ActivityKind.HEARD_BACK, "12 Jun", by=date(2026, 6, 19))
    yield titled(NudgeKind.CHECK_IN, 1, "22 Jun 9:00", "a day named")
    ada.did(ActivityKind.INVITED, "23 Jun")
    yield titled(NudgeKind.CHECK_IN, 1, "24 Jun 9:00", "an invitation without a time")
    ada = hunt()
    met = interviewed(ada)
    yield titled(NudgeKind.BEFORE_INTERVIEW, 0, "18 Jun 12:00", subject=met)
    yield titled(NudgeKind.BEFORE_INTERVIEW, 0, "17 Jun 20:00", "the evening before", subject=met)
    yield titled(NudgeKind.THANK_YOU, 1, "18 Jun 15:15", subject=met)
    yield titled(NudgeKind.THANK_YOU, 2, "18 Jun 19:00", subject=met)
    yield titled(NudgeKind.AFTER_INTERVIEW, 1, "24 Jun 9:00", "no decision day known", subject=met)
    debriefed(ada, met)
    yield titled(NudgeKind.THANK_YOU, 3, "19 Jun 14:00", "debriefed", subject=met)
    yield titled(NudgeKind.THANK_YOU, 3, "19 Jun 14:00", "late", now="20 Jun 9:00", subject=met)
    yield titled(NudgeKind.AFTER_INTERVIEW, 1, "29 Jun 9:00", subject=met)
    yield titled(NudgeKind.AFTER_INTERVIEW, 1, "1 Jul 9:00", "again", subject=met, again=True)
    wrote(ada, "29 Jun")
    yield titled(NudgeKind.AFTER_INTERVIEW, 2, "2 Jul 9:00", subject=met)
    ada.did(ActivityKind.OFFERED, "3 Jul", by=date(2026, 7, 10))
    yield titled(NudgeKind.ANSWER_OFFER, 0, "8 Jul 9:00")
    ada.did(ActivityKind.REJECTED, "9 Jul")
    yield titled(NudgeKind.ANSWER_REJECTION, 0, "10 Jul 9:00")
    yield titled(NudgeKind.ANSWER_REJECTION, 0, "14 Jul 9:00", "again", again=True)
    yield titled(NudgeKind.KEEP_IN_TOUCH, 0, "12 Oct 9:00")


def write() -> None:
    """Writes the whole gallery."""
    DRAFTS.write_text(drafts(), encoding="utf-8")
    NUDGES.write_text(nudges(), encoding="utf-8")
    WEEKS.write_text(weeks(), encoding="utf-8")
    ANSWERS.write_text(asyncio.run(talk()).text, encoding="utf-8")
    SENTENCES.write_text(write_unseen(seen()), encoding="utf-8")


def seen() -> str:
    """Returns what the other files of the gallery show."""
    files = (DRAFTS, NUDGES, WEEKS, ANSWERS)
    return "\n".join(one.read_text(encoding="utf-8") for one in files)


if __name__ == "__main__":
    write()
