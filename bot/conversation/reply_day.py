"""The day behind *by* in what is told of a reply: when it came, or when they decide."""

from __future__ import annotations

import re
from datetime import timedelta

from bot.command import ApplicationRef, Command
from bot.conversation.questions import ask
from bot.message import Invocation
from bot.parsing.dates.days import read_day
from bot.parsing.parse_context import Option, ParseContext, ParseError

_REPLIED = (
    r"(?:wrote|replied|answered|responded|emailed|e-mailed|texted|messaged|called|phoned|rang|"
    r"contacted|got back|came back|reached out)(?: (?:back|again|me|us|to me|to us|in))*"
)
_DECIDES = re.compile(r"\b(?:decid|decision)", re.IGNORECASE)
_LONGEST_DAY = 40  # characters
_LONG_AGO = timedelta(days=300)  # a reply of then is hardly told today
_FAR_AHEAD = timedelta(days=120)  # hardly a day for a decision, where no year is said


def refuse_doubtful_day(
    said: Invocation, command: Command, text: str, context: ParseContext
) -> None:
    """Raises Asked for *they wrote by 3 March*, which tells when they wrote or when they decide.

    So it does where nothing tells which, a decision would be far away and that day is not
    long past. A reply cannot be of a day to come: *they wrote by tomorrow* is not doubted.
    """
    found = re.search(
        rf"\bby (?P<day>.{{3,{_LONGEST_DAY}}})$", text.strip(" .!?"), re.IGNORECASE | re.DOTALL
    )
    if found is None or _DECIDES.search(text):
        return
    try:
        came, ends = (read_day(found["day"], context, past=past) for past in (True, False))
    except ParseError:
        return
    if came is None or ends is None or came > context.today:
        return
    company = said.args.get("company")
    name = company.company if isinstance(company, ApplicationRef) else ""
    before = text[: found.start()].strip()
    lately = context.today - came < _LONG_AGO
    if not (_tells_reply(before, name) or (lately and ends - context.today > _FAR_AHEAD)):
        return
    rest = {key: value for key, value in said.args.items() if key not in ("by", "on")}
    if told := _told(before, name):
        rest = {"what": told, **rest}
    options = []
    if lately:
        options.append(Option(f"They replied {context.say(came)}", {**rest, "on": came}))
    if ends > context.today:
        options.append(Option(f"They decide by {context.say(ends)}", {**rest, "by": ends}))
    sentence = f"Is “by {found['day']}” when they replied, or when they decide?"
    raise ask(command, ParseError(sentence, "by", tuple(options), rest))


def _tells_reply(before: str, name: str) -> bool:
    """True for words that end with a reply: *they wrote me*, *heard back from Acme*."""
    from_them = rf"(?:heard|reply|answer|response|email|call)(?: back)? from {re.escape(name)}"
    return re.search(rf"\b(?:{_REPLIED}|{from_them})$", before, re.IGNORECASE) is not None


def _told(before: str, name: str) -> str:
    """What is told behind the company's name, unless it is no more than that they replied."""
    _, _, behind = before.casefold().partition(name.casefold())
    told = before[len(before) - len(behind) :].strip(" ,:") if name else ""
    return "" if re.fullmatch(_REPLIED, told, re.IGNORECASE) else told
