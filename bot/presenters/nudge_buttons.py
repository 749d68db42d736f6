"""The answers to a nudge as buttons."""

from __future__ import annotations

from bot.command import ApplicationRef
from bot.domain.applications.activity import ActivityKind, OutreachMethod
from bot.domain.applications.application import Application
from bot.domain.reminders.nudge import Nudge, NudgeKind
from bot.message import Button, ButtonStyle, Invocation
from bot.texts import labels

LATEST_WORD = (ActivityKind.HEARD_BACK, ActivityKind.INVITED, ActivityKind.CANCELLED)


def buttons_for(nudge: Nudge, application: Application) -> tuple[Button, ...]:
    """Returns the answers to a nudge; each button names the nudge that it answers."""
    mention = ApplicationRef(id=application.id)

    def button(
        label: str, command: str, style: ButtonStyle = ButtonStyle.PLAIN, **args: object
    ) -> Button:
        bound = {"company": mention, **args}
        return Button(label, Invocation(command, bound, nudge.id), style)

    replied = button(labels.REPLIED, "heard-back")
    snooze = button(labels.SNOOZE, "snooze")
    skip = button(labels.SKIP, "skip")
    sent = button(labels.SENT, "followed-up", ButtonStyle.PRIMARY, by=OutreachMethod.EMAIL)
    interview = nudge.planned.subject
    match nudge.planned.kind:
        case NudgeKind.FOLLOW_UP | NudgeKind.AFTER_INTERVIEW:
            return (sent, replied, snooze, skip)
        case NudgeKind.CHECK_IN:
            last = application.last(*LATEST_WORD)
            booked = button(labels.INTERVIEW, "interview")
            invited = last is not None and last.kind is ActivityKind.INVITED
            return (sent, *((booked,) if invited else ()), replied, snooze, skip)
        case NudgeKind.PICK_UP_THE_PHONE:
            called = button(
                labels.CALLED, "followed-up", ButtonStyle.PRIMARY, by=OutreachMethod.PHONE
            )
            return (
                called,
                button(labels.NOBODY_PICKED_UP, "nobody-picked-up"),
                button(labels.VOICEMAIL, "voicemail"),
                button(labels.CALL_SHEET, "phone"),
                replied,
                snooze,
                skip,
            )
        case NudgeKind.THANK_YOU:
            thanked = button(labels.THANKED, "thanked", ButtonStyle.PRIMARY, interview=interview)
            debrief = button(labels.DEBRIEF, "debrief", interview=interview)
            return (thanked, debrief, button(labels.SNOOZE, "snooze-briefly"), skip)
        case NudgeKind.BEFORE_INTERVIEW:
            return (
                button(labels.MOVED, "interview", moves=interview),
                button(labels.CANCELLED, "cancel-interview", interview=interview),
                skip,
            )
        case NudgeKind.ANSWER_OFFER:
            accepted = button(labels.ACCEPTED, "accepted", ButtonStyle.PRIMARY)
            offered = application.last(ActivityKind.OFFERED)
            asked = () if offered and offered.by else (button(labels.ANSWER_BY, "answer-by"),)
            return (accepted, button(labels.WITHDREW, "withdrew"), *asked, snooze, skip)
        case NudgeKind.ANSWER_REJECTION | NudgeKind.KEEP_IN_TOUCH:
            return (sent, snooze, skip)
        case NudgeKind.GET_READY:
            applied = button(labels.I_APPLIED, "apply", ButtonStyle.PRIMARY)
            return (applied, snooze, skip)
        case NudgeKind.CLOSE_THE_LOOP:
            return (
                button(labels.STILL_WAITING, "still-waiting"),
                button(labels.GHOSTED, "ghosted"),
                button(labels.TRY_AGAIN, "try-again"),
                replied,
                snooze,
                skip,
            )
