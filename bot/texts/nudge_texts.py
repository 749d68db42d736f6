"""The text of each kind of nudge: why it comes now, and what to do about it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from bot.domain.applications.activity import ActivityKind
from bot.domain.applications.application import THANK_YOU_LIMIT, Application, Interview
from bot.domain.people.person import Person
from bot.domain.reminders.follow_ups import last_exchange_day
from bot.domain.reminders.nudge import PlannedNudge
from bot.frozen import frozen
from bot.texts.date_formats import say_day, say_span, say_time, say_when
from bot.texts.letters.letter_context import REACHED, decision_day
from bot.texts.letters.salutations import first_names
from bot.texts.plain_text import clean, join_names, join_words, to_sentence

NEAR = frozenset({"today", "tomorrow", "yesterday"})

LAST_THANK_YOU = 3

Reason = tuple[str, str]  # why now, what to do


@frozen
class NudgeContext:
    """The facts from which the text of one nudge is made."""

    planned: PlannedNudge
    application: Application
    person: Person
    now: datetime

    @property
    def interview(self) -> Interview | None:
        """The interview it is about, if it is about one."""
        id = self.planned.subject
        return self.application.interview(id) if id is not None else None

    def on(self, day: date) -> str:
        """Returns *today*, or *on Mon 1 Jun*."""
        said = say_when(day, self.person, self.now)
        return said if said in NEAR else f"on {said}"

    def is_past(self, day: date) -> bool:
        """True if a day to do something by is over."""
        return day < self.person.today(self.now)

    def at(self, moment: datetime) -> str:
        """Returns *at 14:00*, *tomorrow at 14:00* or *on Mon 1 Jun at 14:00*."""
        day = self.on(self.person.wall(moment).date())
        return join_words("" if day == "today" else day, f"at {say_time(moment, self.person)}")

    @property
    def silence(self) -> str:
        """*You wrote on Mon 8 Jun and have no answer yet.*"""
        did, day = "have been in touch", ""
        if self.application.outreaches:
            last = self.application.outreaches[-1]
            did, day = REACHED.get(last.method, "wrote"), self.on(last.on)
        return to_sentence("You", did, day, "and have no answer yet")


# --- before and after applying ------------------------------------------------


def get_ready(context: NudgeContext) -> Reason:
    """Returns a plan: the checklist, or letting it go."""
    planned = context.application.last(ActivityKind.PLANNED)
    why = "You planned to apply here."
    if planned and planned.by:
        wish = "wanted" if context.is_past(planned.by) else "want"
        why = f"You {wish} to apply by {say_when(planned.by, context.person, context.now)}."
    elif planned:
        why = f"You planned this {context.on(planned.on)}."
    return why, "You'll need a résumé for this job and a letter to a named person."


def follow_up(context: NudgeContext) -> Reason:
    """Returns the first question after applying, and the second."""
    if context.planned.number > 1:
        return context.silence, "Here is one more short note."
    start = context.application.start
    what = "A short email shows interest and asks where things stand."
    if start is None:
        return "You have no answer yet.", what
    did = "tried again" if start.kind is ActivityKind.TRIED_AGAIN else "applied"
    return to_sentence("You", did, context.on(start.on), "and have no answer yet"), what


def pick_up_the_phone(context: NudgeContext) -> Reason:
    """Returns a call, once two messages met silence."""
    who, number = clean(context.application.contact), clean(context.application.phone)
    at = f"at {number}" if number else ""
    call = f"Call {join_words(who or 'them', at)}" if number else "Call them"
    return context.silence, f"{call}; the call sheet tells you what to say."


def close_the_loop(context: NudgeContext) -> Reason:
    """Returns the question what became of it."""
    last = last_exchange_day(context.application, context.person.preferences)
    days = (context.person.today(context.now) - last).days if last else 0
    quiet = f"for {days} days" if days > 1 else "for a while"
    return f"It's been quiet {quiet}.", "Still waiting, ghosted, or worth another try?"


# --- around an interview ------------------------------------------------------


def before_interview(context: NudgeContext) -> Reason:
    """Returns when it starts, and what to bring back from it."""
    why = "Your interview is coming up."
    if interview := context.interview:
        left = interview.start - context.now
        soon = f"in {say_span(left)}," if left > timedelta() else ""
        people = join_names(first_names(interview.people))
        met = f", with {people}" if people else ""
        why = to_sentence("It starts", soon, f"{context.at(interview.start)}{met}")
    what = (
        "Before it ends, ask what happens next and by when; afterward, note something personal "
        "you talked about, for the thank-you."
    )
    return why, what


def thank_you(context: NudgeContext) -> Reason:
    """Returns the text for a thank-you, in time or late."""
    interview = context.interview
    left = interview.end + THANK_YOU_LIMIT - context.now if interview else THANK_YOU_LIMIT
    why = to_sentence("Your interview ended", context.at(interview.end) if interview else "")
    if left < timedelta():
        what = "A late thank-you is still welcome, and the draft is worded for it."
    elif context.planned.number == 1:
        what = "A short thank-you takes two minutes."
    elif context.planned.number == LAST_THANK_YOU:
        what = f"You have {say_span(left)} left to thank them within 24 h."
    else:
        what = "Your thank-you hasn't gone out yet, and a few plain sentences are enough."
    return why, what


def after_interview(context: NudgeContext) -> Reason:
    """Returns the text for asking about the decision, and for asking once more."""
    if context.planned.number > 1:
        what = "The draft asks once more, and then it's their turn."
        sent, reply = (
            context.application.last(kind)
            for kind in (ActivityKind.FOLLOWED_UP, ActivityKind.HEARD_BACK)
        )
        if sent and reply and (reply.on, reply.id) > (sent.on, sent.id):
            return f"They replied {context.on(reply.on)}, and you haven't logged a decision.", what
        return context.silence, what
    interview = context.interview
    decision = decision_day(context.application, interview, context.person)
    why = "You haven't logged a decision."
    if decision:
        named = say_day(decision, context.person, context.now)
        why = f"They said they'd decide by {named}, and you haven't logged an answer."
    elif interview:
        day = context.person.wall(interview.end).date()
        why = f"Your interview was {context.on(day)}, and you haven't logged a decision."
    return why, "It's fair to ask now."


def check_in(context: NudgeContext) -> Reason:
    """Returns the text for asking about the next step, once they have replied and gone quiet."""
    if context.planned.number > 1:
        return (
            context.silence,
            "The draft asks once more, briefly.",
        )
    last = context.application.last(
        ActivityKind.HEARD_BACK, ActivityKind.INVITED, ActivityKind.CANCELLED
    )
    decision = decision_day(context.application, None, context.person)
    if last is None:
        return "You have been in touch.", "The draft asks what comes next."
    if last.kind is ActivityKind.INVITED:
        why = f"They invited you {context.on(last.on)}, and no time is set yet."
        return why, "Suggest one, or press Interview if you've agreed on one."
    if last.kind is ActivityKind.CANCELLED:
        why = f"Your interview was called off {context.on(last.on)}, and there is no new date yet."
        return why, "The draft asks for one."
    if decision:
        named = say_day(decision, context.person, context.now)
        return f"They said they'd decide by {named}.", "The draft asks about it."
    why = f"They replied {context.on(last.on)}; the next step is still open."
    return why, "The draft asks what comes next and when."


# --- offers and rejections ----------------------------------------------------


def answer_offer(context: NudgeContext) -> Reason:
    """Returns the day to answer by, and that every answer is allowed."""
    offered = context.application.last(ActivityKind.OFFERED)
    by = offered.by if offered else None
    why = "They're waiting for your answer. When do they need it?"
    if by:
        wish = "wanted" if context.is_past(by) else "want"
        why = f"They {wish} your answer by {say_when(by, context.person, context.now)}."
    return why, "The draft asks for more time."


def answer_rejection(context: NudgeContext) -> Reason:
    """Returns a few words after a no, and plainer ones the second time."""
    why = "Rejection stings; leaving it here is fine too."
    if context.planned.again:
        rejected = context.application.last(ActivityKind.REJECTED)
        when = f" {context.on(rejected.on)}" if rejected else ""
        why = f"They said no{when}. A short thank-you is up to you."
    return why, "If you have two minutes, send a short thank-you."


def keep_in_touch(context: NudgeContext) -> Reason:
    """Returns a hello months after a no."""
    rejected = context.application.last(ActivityKind.REJECTED)
    when = context.on(rejected.on) if rejected else "some time ago"
    return f"They said no {when}.", "A short hello may catch a new opening."
