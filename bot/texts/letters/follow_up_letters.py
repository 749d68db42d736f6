"""Letters before an interview: the application, the two follow-ups, and months later."""

from __future__ import annotations

from bot.domain.applications.activity import ActivityKind
from bot.message import Draft
from bot.texts.date_formats import write_month
from bot.texts.letters.letter_context import Known
from bot.texts.plain_text import paragraphs, sentence, spaced


def application_letter(known: Known) -> Draft:
    """The lines that go with a résumé."""
    return Draft(
        known.subject("Application", known.about("for", "to")),
        paragraphs(
            known.hello(),
            spaced(
                sentence("I am applying for", known.job),
                "My résumé and a cover letter are attached.",
            ),
            "What I would bring to the work: [one result or skill that the posting asks for].",
            "I would be glad to tell you more in a short conversation, by phone or in person, "
            "whenever it suits you. Could you let me know that this has reached the right person, "
            "and when you expect to invite people for interviews?",
            known.signed,
        ),
    )


def first_follow_up(known: Known) -> Draft:
    """Interest, a reason to talk, a question about the timeline."""
    asked = "what comes next" if known.reply else "when you expect to invite people for interviews"
    return Draft(
        known.subject("My application", known.about("for", "to")),
        paragraphs(
            known.hello(),
            _opening(known),
            "Ten or fifteen minutes on the phone would be enough to show you how my experience "
            "fits the work, and to hear what matters most to you in the person you are looking "
            "for. I can make time for that this week or next.",
            f"Could you tell me where your search stands, and {asked}? "
            "If anything is missing from my application, I will send it right away.",
            known.signed,
        ),
    )


def second_follow_up(known: Known) -> Draft:
    """Shorter, with one thing that is new."""
    before = f"{known.wrote} about" if known.wrote else "applied for"
    when = "" if known.wrote else known.on(known.applied)
    return Draft(
        known.subject("Following up on my application", known.about("for", "to")),
        paragraphs(
            known.hello(),
            sentence("I", before, known.job, when, "and would still like to be considered"),
            "One thing that was not in my application: "
            "[something new, such as a result, a course, or a need in the posting you can meet].",
            "Is the position still open, and when do you expect to decide whom to invite? "
            "One line is enough. If somebody else is the right person to ask, "
            "I would be grateful for their name.",
            known.signed,
        ),
    )


def reconnect(known: Known) -> Draft:
    """Months after a no, or after silence."""
    when = write_month(known.applied, known.person, known.now) if known.applied else "some time ago"
    about = f"about work at {known.company}" if known.company else ""
    return Draft(
        known.subject("Keeping in touch", about),
        paragraphs(
            known.hello(),
            spaced(
                sentence(f"{when[0].upper()}{when[1:]} I applied for", known.job),
                "It did not work out then, and I would still like to work with you.",
            ),
            "What is new since then: [a project, a course, a result, or what you do now].",
            "Do you expect openings in the coming months that could suit me? I would be glad "
            "to talk for ten minutes, whenever it suits you. If a colleague is the better person "
            "to write to, please tell me their name.",
            known.signed,
        ),
    )


def _opening(known: Known) -> str:
    """Why one writes now: they replied, one tries again, or nothing was heard."""
    day = known.decision
    if reply := known.reply:
        return spaced(
            sentence("Thank you for getting back to me", known.on(reply.on), "about", known.job),
            sentence(f"You named {known.day(day)} for a decision" if day else ""),
            "I am still interested.",
        )
    when = known.on(known.applied)
    start = known.application.start
    if start and start.kind is ActivityKind.TRIED_AGAIN:
        why = "and am writing once more because I am still interested"
        return sentence("I", "" if when else "once", "applied for", known.job, when, why)
    applied = "I applied for" if when else "I recently applied for"
    return sentence(applied, known.job, known.source, when, "and am still interested")
