"""The timeline of an application: its events by day, and the mails that prove them."""

from __future__ import annotations

from bot.conversation.read_context import ReadContext
from bot.domain.applications.activity import Activity, ActivityKind
from bot.domain.applications.application import Application
from bot.domain.mail.evidence import MailEvidence
from bot.domain.reminders.requested import REQUESTED
from bot.texts.date_formats import say_day, say_moment
from bot.texts.plain_text import clip

LONGEST_TIMELINE = 30
LONGEST_ENTRY = 600  # characters of a note; an export has all of it
_EVENTS = {
    ActivityKind.PLANNED: "Planned",
    ActivityKind.APPLIED: "Applied",
    ActivityKind.FOLLOWED_UP: "Followed up",
    ActivityKind.TRIED_AGAIN: "Tried again",
    ActivityKind.KEPT_WAITING: "Still waiting",
    ActivityKind.UNANSWERED_CALL: "Called, nobody picked up",
    ActivityKind.HEARD_BACK: "They replied",
    ActivityKind.INVITED: "They invited you",
    ActivityKind.BOOKED: "Interview booked",
    ActivityKind.MOVED: "Interview moved",
    ActivityKind.CANCELLED: "Interview cancelled",
    ActivityKind.DEBRIEFED: "Debrief",
    ActivityKind.THANKED: "Thank-you sent",
    ActivityKind.REJECTED: "They said no",
    ActivityKind.OFFERED: "Offer",
    ActivityKind.ACCEPTED: "Accepted",
    ActivityKind.WITHDREW: "Withdrawn",
    ActivityKind.GHOSTED: "Ghosted",
    ActivityKind.NOTED: "Note",
    ActivityKind.SNOOZED: "Reminder snoozed",
    ActivityKind.SKIPPED: "Reminder skipped",
}
# What a day that was named is for; of a reply and a debrief it is the decision.
_BY = {
    ActivityKind.PLANNED: ", to apply",
    ActivityKind.OFFERED: ", answer due",
    ActivityKind.KEPT_WAITING: ", decision expected",
}


async def read_timeline(ctx: ReadContext, application: Application) -> str:
    """Returns the events by day; a mail follows what it proves."""
    dated = [(a.on, 0, line) for a in application.history if (line := _entry(ctx, a))]
    mails = await ctx.uow.mails.of_application(application.id)
    dated += [(one.on, 1, _proof(ctx, one)) for one in mails]
    lines = [line for _, _, line in sorted(dated, key=lambda entry: entry[:2])]
    hidden = len(lines) - LONGEST_TIMELINE
    if hidden > 0:
        lines = [f"… {hidden} earlier", *lines[-LONGEST_TIMELINE:]]
    return "\n".join(lines)


def _proof(ctx: ReadContext, mail: MailEvidence) -> str:
    line = f"{say_day(mail.on, ctx.person, ctx.now)}  Email"
    if mail.sender_domain:
        line += f" from {mail.sender_domain}"
    said = mail.sentence or mail.subject
    return f"{line}: “{said}”" if said else line


def _entry(ctx: ReadContext, activity: Activity) -> str:
    if activity.kind not in _EVENTS:
        return ""
    said = "Reminder set" if activity.nudge == REQUESTED else _EVENTS[activity.kind]
    day = say_day(activity.on, ctx.person, ctx.now) if activity.day else "Day not known"
    line = f"{day}  {said}"
    if activity.start:
        to = "to" if activity.kind is ActivityKind.MOVED else "for"
        line += f" {to} {say_moment(activity.start, ctx.person, ctx.now)}"
    if activity.method:
        line += f" by {activity.method}"
    if activity.went:
        line += f": {activity.went}"
    if activity.by:
        line += _BY.get(activity.kind, " · decision")
        line += f" by {say_day(activity.by, ctx.person, ctx.now)}"
    if activity.text:
        mark = " ·" if activity.went or activity.by else ":"
        line += f"{mark} {clip(' '.join(activity.text.split()), LONGEST_ENTRY)}"
    return line
