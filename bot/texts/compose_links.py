"""Addresses that open a letter in a person's own mailbox, filled in and not yet sent."""

from __future__ import annotations

from urllib.parse import quote

from bot.domain.people.person import MailApp
from bot.message import Draft

# Some clients drop longer ones.
LONGEST = 1_600


def compose_url(draft: Draft, app: MailApp) -> str | None:
    """Returns the address that opens a letter; None for words to say, or too many for one."""
    if not draft.subject:
        return None
    to, subject = _quoted(draft.to), _quoted(draft.subject)
    body = _quoted(draft.body.replace("\n", "\r\n") if app is MailApp.MAIL_PROGRAM else draft.body)
    match app:
        case MailApp.GMAIL:
            url = f"https://mail.google.com/mail/?view=cm&fs=1&to={to}&su={subject}&body={body}"
        case MailApp.OUTLOOK:
            compose = "https://outlook.live.com/mail/0/deeplink/compose"
            url = f"{compose}?to={to}&subject={subject}&body={body}"
        case MailApp.MAIL_PROGRAM:
            # The address itself is to be read as one: RFC 6068.
            url = f"mailto:{quote(draft.to, safe='@')}?subject={subject}&body={body}"
    return url if len(url) <= LONGEST else None


def _quoted(text: str) -> str:
    return quote(text, safe="")
