"""The buttons of a letter: open it in the person's mailbox, or get it alone to copy."""

from __future__ import annotations

from bot.domain.people.person import Person
from bot.message import Button, Draft, Invocation
from bot.texts import labels
from bot.texts.compose_links import compose_url

COPY_LETTER, OPEN_LETTER = "copy-letter", "open-in-mail"
LETTERS_OWN = frozenset({COPY_LETTER, OPEN_LETTER})


def letter_buttons(draft: Draft | None, person: Person, bound: Invocation) -> tuple[Button, ...]:
    """Returns the buttons; `bound` names what the letter is about, under any command."""
    if draft is None:
        return ()
    copy = Button(labels.COPY, Invocation(COPY_LETTER, bound.args, bound.nudge))
    url = compose_url(draft, person.mail_app)
    if url is None:
        return (copy,)
    web = url if url.startswith("https:") else ""  # no button opens any other address
    opened = Invocation(OPEN_LETTER, bound.args, bound.nudge)
    return (Button(labels.OPEN_IN_MAIL, opened, url=web), copy)
