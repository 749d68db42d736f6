"""The call sheet: the words for a phone call, whichever way it goes."""

from __future__ import annotations

from bot.domain.applications.application import Application, Interview, Stage
from bot.domain.people.person import Person
from bot.message import Draft, Item
from bot.texts.date_formats import write_day
from bot.texts.letters import job_phrases
from bot.texts.letters.letter_context import NO_NAME
from bot.texts.letters.salutations import first_name
from bot.texts.plain_text import clean, join_paragraphs, join_words, to_sentence

LEAD = "Two or three minutes are enough. Have your résumé and a pen ready."
RULES = (
    "Keep small talk to a minimum. Thank them for their time. Get the information you came for: "
    "whether it was seen, what happens next, and when. If the posting says no calls, use email."
)
_NOT_SEEN = Item(
    "They haven't seen your résumé",
    "“No problem, I can send it right now. Which address is best, and when may I call "
    "again?” Send it within the hour, with their name in the first line.",
)
_NOT_DECIDED = Item(
    "They haven't decided yet",
    "“Thank you, that helps me plan. What is still open, and when do you expect to know? "
    "May I call again then?” Write down the day they name.",
)
_NO = Item(
    "They saw it and said no",
    "“Thank you for telling me, that helps. What is one thing I could do to be a stronger "
    "candidate next time? And may I get in touch when something else opens?” "
    "Write the answer down.",
)
_SHORTLIST = Item(
    "You're on the shortlist but haven't been contacted",
    "“That's good to hear. When do you expect to schedule interviews, and what matters most to you "
    "in this position? I can make time this week or next.” Write down the day they name.",
)


def call_sheet(application: Application, person: Person) -> tuple[Item, ...]:
    """Returns whom to call, the opening, the three ways it can go, voicemail, and the rules."""
    return (
        Item("Who to call", _whom(application)),
        Item("Opening line", f"“{opening(application, person)}”"),
        _NOT_DECIDED if _met(application) else _NOT_SEEN,
        _NO,
        _SHORTLIST,
        Item("If you reach voicemail", f"“{voicemail(application, person)}” Once is enough."),
        Item("The rules", RULES),
    )


def call_script(application: Application, person: Person) -> Draft:
    """Returns the words to say, as a draft without a subject."""
    return Draft(
        "",
        join_paragraphs(
            opening(application, person), f"On voicemail: {voicemail(application, person)}"
        ),
    )


def opening(application: Application, person: Person) -> str:
    """Returns the first words: who calls, why, and one question."""
    if application.stage is Stage.PLANNED:
        why = (
            f"I would like to apply for {job_phrases.position(application)}. Who should I "
            f"address my application to, and which email address should I use?"
        )
        return join_words(_hello(application, person), why)
    if _met(application):
        wanted = "I'd like to ask where things stand."
    else:
        wanted = (
            "I'd like to know whether my résumé reached the right person, and what happens next."
        )
    named = bool(first_name(application.contact))
    ask = "Do you have two minutes?" if named else "Who is the best person to ask?"
    return join_words(_hello(application, person), _reason(application, person), wanted, ask)


def voicemail(application: Application, person: Person) -> str:
    """Returns the words for a voicemail."""
    return join_words(
        _hello(application, person),
        _reason(application, person),
        "I'm still interested; my number is [your number]. I'll try again another day. Thank you.",
    )


def _whom(application: Application) -> str:
    """Returns the number and the name, as far as they are known."""
    who, number = clean(application.contact), clean(application.phone)
    ask = f"Ask for {who}" if who else "Ask who looks at the applications"
    dial = number or "No number is noted yet; their website should have one"
    return join_words(to_sentence(dial), to_sentence(ask))


def _hello(application: Application, person: Person) -> str:
    greeted = join_words("Hello", first_name(application.contact))
    return to_sentence(f"{greeted}, this is {clean(person.name) or NO_NAME}")


def _reason(application: Application, person: Person) -> str:
    """Returns the reason for the call: the last conversation, or the application."""
    position = job_phrases.position(application)
    if met := _met(application):
        day = write_day(met.day, person)
        return to_sentence(f"We spoke on {day} about", position)
    applied = application.applied
    when = f"on {write_day(applied.on, person)}" if applied and applied.day else ""
    return to_sentence("I applied for", position, when)


def _met(application: Application) -> Interview | None:
    """Returns the latest interview that certainly took place: it was debriefed or thanked for."""
    over = (one for one in reversed(application.active_interviews) if one.debrief or one.thanked)
    return next(over, None)
