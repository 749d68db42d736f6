"""A whole mailbox file: logged at once as a history, and taken back for 30 days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Annotated

from bot.command import Arg, ArgKind, command
from bot.commands.mail import Token, evidence_of, waiting_readings
from bot.commands.mail_logging import ENDS, WANTED, begun_by, booking_of
from bot.commands.thank_yous import USUAL_LENGTH
from bot.commands.undo import retract
from bot.conversation.context import Context
from bot.conversation.resolve_mail import (
    fitting_applications,
    interview_times,
    last_day,
    mail_day,
    to_instant,
)
from bot.conversation.rows_to_fix import drop_rows
from bot.conversation.zone_guess import in_guessed_zone
from bot.domain.applications.activity import Activity, ActivityKind
from bot.domain.applications.application import Application, Stage
from bot.domain.mail.evidence import MailEvidence
from bot.domain.mail.reading import MailKind, Reading
from bot.message import (
    Button,
    ButtonStyle,
    CommandRef,
    Fact,
    Invocation,
    Message,
    Refused,
    Text,
    Tone,
)
from bot.ports.applications import ApplicationSummary
from bot.presenters.import_preview import SAVE, count_activities
from bot.presenters.mail_card import LOG_ALL, say_counts, say_kind
from bot.texts import labels
from bot.texts.plain_text import join_names

TAKEN_BACK_FOR = timedelta(days=30)
_MOST_NAMED = 5


@command(LOG_ALL, "Log every email from a file", hidden=True)
async def log_mails(ctx: Context, mail: Token) -> Message:
    """Logs the emails from a file in the order of their days, as one change."""
    readings = sorted(await waiting_readings(ctx, mail), key=lambda one: mail_day(ctx, one))
    change = await ctx.begin(f"logged {len(readings)} emails from a file")
    history = _History(ctx, change, list(await ctx.summaries()))
    for reading in readings:
        await history.log(reading)
    await ctx.uow.stored_actions.erase(mail)
    facts = [Fact("Logged", say_counts(history.logged) or "nothing")]
    if history.known:
        facts.append(Fact("Logged before", str(history.known)))
    if history.left:
        named = "; ".join(history.left[:_MOST_NAMED])
        more = f" and {len(history.left) - _MOST_NAMED} more" if history.left[_MOST_NAMED:] else ""
        facts.append(Fact("Left out", f"{named}{more}. Paste one alone, and I ask about it."))
    back = Invocation("take-import-back", {"change": change})
    return Message(
        Text("All of it is in your ", CommandRef("pipeline"), " with the emails' own dates."),
        title=f"Logged {sum(history.logged.values())} emails",
        facts=tuple(facts),
        buttons=(Button(labels.TAKE_THE_IMPORT_BACK, back, ButtonStyle.DANGER),),
        tone=Tone.GOOD,
    )


class _History:
    """The applications as they become while the mails are logged one after the other."""

    def __init__(self, ctx: Context, change: int, summaries: list[ApplicationSummary]) -> None:
        self._ctx = ctx
        self._change = change
        self._summaries = summaries
        self.logged: Counter[MailKind] = Counter()
        self.known = 0
        self.left: list[str] = []

    async def log(self, reading: Reading) -> None:
        """Logs one mail, unless it was logged before or does not say of which job it is."""
        ctx = self._ctx
        if await ctx.uow.mails.logged(reading.key):
            self.known += 1
            return
        day = mail_day(ctx, reading)
        invite = reading.invite
        before = await ctx.uow.mails.of_event(invite.uid) if invite and invite.uid else None
        application = await self._application(reading, day, before)
        if application is None:
            self.left.append(f"{say_kind(reading)}, {reading.subject or 'without a subject'}")
            return
        if application.applied:
            day = max(day, application.applied.on)
        if said := self._activity(reading, application, day, before):
            application = await ctx.log(application, said, "logged emails from a file")
        self._remember(application)
        booking = booking_of(application, reading, before, None)
        evidence = evidence_of(reading, application.id, day, booking)
        await ctx.uow.mails.keep(evidence, self._change)
        self.logged[reading.kind] += 1

    async def _application(
        self, reading: Reading, day: date, before: MailEvidence | None
    ) -> Application | None:
        """Returns the one application that a mail is about, logged first if need be; else None."""
        ctx = self._ctx
        if before is not None:
            return await ctx.get(before.application)
        fitting = fitting_applications(reading, self._summaries)
        if len(fitting) == 1:
            return await ctx.get(fitting[0].id)
        if fitting or reading.company is None or reading.kind is MailKind.APPROACH:
            return None
        application = await ctx.create_application(reading.company)
        begun = begun_by(ctx, reading, reading.company, day)
        return await ctx.log(application, begun, "logged emails from a file")

    def _activity(
        self, reading: Reading, application: Application, day: date, before: MailEvidence | None
    ) -> Activity | None:
        """Returns the activity that a mail adds to a history; None for what it only proves."""
        now = self._ctx.now
        if reading.yours:
            withdrawn = application.stage is Stage.WITHDRAWN
            return None if withdrawn else Activity(ActivityKind.WITHDREW, day, now)
        if reading.kind in ENDS:
            ended = application.stage is Stage.REJECTED
            return None if ended else Activity(ActivityKind.REJECTED, day, now)
        if reading.kind is MailKind.OFFER:
            return Activity(ActivityKind.OFFERED, day, now, by=last_day(self._ctx, reading))
        if reading.kind is MailKind.INVITATION:
            return self._interview(reading, day, before)
        if reading.kind is MailKind.AVAILABILITY:
            return Activity(ActivityKind.INVITED, day, now)
        if text := WANTED.get(reading.kind):
            return Activity(ActivityKind.HEARD_BACK, day, now, text=text)
        return None

    def _interview(
        self, reading: Reading, day: date, before: MailEvidence | None
    ) -> Activity | None:
        ctx, booking = self._ctx, before.booking if before else None
        if reading.invite and reading.invite.cancelled:
            gone = Activity(ActivityKind.CANCELLED, day, ctx.now, of=booking)
            return gone if booking is not None else None
        times = interview_times(reading)
        if len(times) != 1:
            return Activity(ActivityKind.INVITED, day, ctx.now)
        if before and reading.invite and reading.invite.sequence < before.sequence:
            return None
        start = to_instant(times[0], ctx.person)
        length = times[0].end - times[0].start if times[0].end else USUAL_LENGTH
        return Activity(
            ActivityKind.MOVED if booking else ActivityKind.BOOKED,
            day,
            ctx.now,
            of=booking,
            start=start,
            end=start + length,
            zone=times[0].zone or ctx.person.preferences.zone,
            zone_guessed=in_guessed_zone(ctx, times[0].zone),
        )

    def _remember(self, application: Application) -> None:
        rest = [one for one in self._summaries if one.id != application.id]
        assert application.stage is not None  # something was logged for it
        now = ApplicationSummary(
            application.id, application.company, application.role, application.stage
        )
        self._summaries = [now, *rest]


@command("take-import-back", "Take an import back", hidden=True)
async def take_import_back(
    ctx: Context, change: Annotated[int, Arg(kind=ArgKind.ID, hidden=True)]
) -> Message:
    """Takes back all that an import logged; what the person logged since stays."""
    made = await ctx.uow.changes.get(change)
    if made is None:
        raise Refused("Already done: that import was taken back.")
    if ctx.now - made.at > TAKEN_BACK_FOR:
        raise Refused(
            "That was more than 30 days ago. Edit what is wrong, one by one: ",
            CommandRef("delete"),
            " COMPANY",
        )
    if made.command == SAVE:
        text = await _erase_untouched(ctx, change)
    else:
        text = await _retract_all(ctx, change)
    await ctx.uow.changes.mark_undone(change)
    return Message(
        text,
        title="Taken back",
        tone=Tone.GOOD,
    )


async def _erase_untouched(ctx: Context, change: int) -> str:
    """Erases what an import saved and nobody touched since; says what stays."""
    gone = await ctx.uow.applications.erase_untouched(change)
    searches = await ctx.uow.work_search.erase_untouched(change)
    await drop_rows(ctx, change)
    left = await ctx.uow.changes.activities_of(change)
    stay = [one for one in await ctx.uow.applications.summaries() if one.id in left]
    erased = _applications(gone)
    if searches:
        erased = (
            f"{erased} and {count_activities(searches)}" if gone else count_activities(searches)
        )
    text = f"What the file brought is erased: {erased}."
    if not stay:
        return text
    named = join_names([one.company for one in stay[:_MOST_NAMED]])
    more = f" and {len(stay) - _MOST_NAMED} more" if len(stay) > _MOST_NAMED else ""
    return f"{text} What you worked on since stays: {named}{more}."


async def _retract_all(ctx: Context, change: int) -> str:
    """Takes back what the emails from a file logged; what was logged besides stays."""
    await ctx.uow.mails.erase_of_change(change)
    taken = await ctx.uow.changes.activities_of(change)
    gone = sum([await _take_back(ctx, id, ids, change) for id, ids in taken.items()])
    stay = len(taken) - gone
    stays = f" {stay} of them stay, since you had logged or have added more there." if stay else ""
    return (
        f"{_applications(gone)} that came with the file {'is' if gone == 1 else 'are'} gone.{stays}"
    )


def _applications(count: int) -> str:
    return "1 application" if count == 1 else f"{count:,} applications"


async def _take_back(ctx: Context, id: int, activities: Sequence[int], change: int) -> bool:
    """Takes back what a change did to an application; True if nothing of it is left."""
    await retract(ctx, id, activities, change)
    application = await ctx.uow.applications.get(id)
    return application is None or application.stage is None


COMMANDS = (log_mails, take_import_back)
