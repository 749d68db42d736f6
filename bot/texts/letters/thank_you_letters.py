"""Letters after an interview: the thank-you, and two questions about the decision."""

from __future__ import annotations

from bot.domain.applications.application import THANK_YOU_LIMIT, Stage
from bot.domain.calendar.local_time import day_of, zone_of
from bot.message import Draft
from bot.texts.letters.letter_context import Known
from bot.texts.plain_text import paragraphs, sentence, spaced

_MORE = "such as references or examples of my work, I will send it right away."


def thank_you(known: Known) -> Draft:
    """Thanks with a personal touch; past 24 h in other words, without an apology."""
    return Draft(
        known.subject("Thank you for our conversation", known.about("about", "at")),
        paragraphs(
            known.hello(met=True),
            _thanks(known),
            sentence("I keep coming back to", _touch(known)),
            _closing(known),
            known.signed,
        ),
    )


def after_interview(known: Known) -> Draft:
    """The first question, which names the day they named."""
    talked = f"I keep thinking about what we discussed ({known.topics})" if known.topics else ""
    still = f"{talked} and" if talked else "I am still interested and"
    day = known.decision
    asked = f"You expected to decide by {known.day(day)}, and" if day else ""
    return Draft(
        known.subject("Next steps", known.about("for", "at")),
        paragraphs(
            known.hello(met=True),
            spaced(_met(known), sentence(asked, "I wanted to ask how things stand")),
            sentence(still, "would like to do this work"),
            spaced(_asked(known), f"If anything would help you decide, {_MORE}"),
            known.signed,
        ),
    )


def after_interview_again(known: Known) -> Draft:
    """The second question, which makes a no easy to send."""
    asked = f"I {known.wrote} to ask" if known.wrote else "I am writing once more to ask"
    return Draft(
        known.subject("Your decision", known.about("on", "at")),
        paragraphs(
            known.hello(met=True),
            spaced(
                sentence(asked, "about your decision on", known.job),
                sentence("We spoke", known.on(known.met)) if known.met else "",
                "Plans move, so may I ask again: has it been made, or is there a new date for it?",
            ),
            "I am still interested. If you have chosen somebody else, I would be grateful to know "
            "that too; one line is enough, and it helps me plan.",
            known.signed,
        ),
    )


def _met(known: Known) -> str:
    return sentence("Thank you again for our conversation", known.on(known.met), "about", known.job)


def _thanks(known: Known) -> str:
    """What one is grateful for, and what one makes of it."""
    interview, stage = known.interview, known.application.stage
    if stage is Stage.REJECTED:
        made = "I am glad we talked, even though it did not work out this time."
    elif interview and known.now - interview.end > THANK_YOU_LIMIT:
        made = "I have thought it over since then, and it is work that I would like to do."
    else:
        made = "It gave me a clear picture of the work, and it is work that I would like to do."
    thanks = "Thank you for taking the time to talk with me"
    return spaced(sentence(thanks, _when_met(known), "about", known.job), made)


def _touch(known: Known) -> str:
    """What one talked about, else a gap to fill in."""
    if known.topics:
        return f"what we talked about: {known.topics}"
    return "one thing from our conversation: [something you talked about]"


def _when_met(known: Known) -> str:
    """*today*, *yesterday* or *on Thursday 4 June*."""
    if known.interview is None:
        return ""
    ago = (day_of(known.now, zone_of(known.interview.zone)) - known.interview.day).days
    return {0: "today", 1: "yesterday"}.get(ago) or known.on(known.met)


def _asked(known: Known) -> str:
    """Whether what they named still holds, else what comes next."""
    if known.next_steps:
        return spaced(
            sentence("As I understood you, this was to come next:", known.next_steps),
            "Does that still hold, and when do you expect to decide?",
        )
    return "Could you tell me what comes next, and when?"


def _next_steps(known: Known) -> str:
    steps = known.next_steps
    return sentence("As I understood you, this comes next:", steps) if steps else ""


def _closing(known: Known) -> str:
    """What comes next, by when, and how one can help."""
    if known.application.stage is Stage.REJECTED:
        return (
            "If another position opens that could suit me, I would be glad to hear from you. "
            "I wish you and your colleagues well until then."
        )
    day = known.decision
    ahead = day is not None and day > known.person.today(known.now)
    until = f"I look forward to hearing from you by {known.day(day)}" if day and ahead else ""
    help_ = f"If anything would help you decide, {_MORE}"
    return spaced(_next_steps(known), sentence(until), help_)
