"""Values that do not look like their kind: what is said of them, with how to write one."""

from __future__ import annotations

from bot.command import ArgKind, Param
from bot.parsing.choices import choices_of
from bot.parsing.dates.time_zones import nearest_zones

_ECHOED = 40
_EXAMPLES = {
    ArgKind.DATE: "Try “tomorrow”, “3 May” or “2026-05-03”.",
    ArgKind.WHEN: "Try “fri 3pm”, “tomorrow 14:00” or “2026-06-04 14:00”.",
    ArgKind.LENGTH: "Try “45m”, “1h” or “1h30”.",
    ArgKind.TIME: "Try “9:00”, “9am” or “21:30”.",
    ArgKind.NUMBER: "Try a whole number such as 5.",
    ArgKind.WINDOW: "Try a range of days such as 5-7.",
    ArgKind.ID: "Use the button again.",
    ArgKind.FLAG: "Use the button again.",
    ArgKind.LINK: "Copy the whole address, starting with https://.",
}
_NOUNS = {
    ArgKind.DATE: "a day",
    ArgKind.WHEN: "a day and a time",
    ArgKind.LENGTH: "a length of time",
    ArgKind.TIME: "a time of day",
    ArgKind.NUMBER: "a number",
    ArgKind.WINDOW: "a range of days",
    ArgKind.ID: "a number",
    ArgKind.FLAG: "a yes",
    ArgKind.LINK: "a link",
}
_BREAK_EXAMPLE = "Try “tomorrow”, “2 weeks” or “3 May”."
_PAST_EXAMPLE = "Try “yesterday”, “3 May” or “2026-05-03”."


def unfit(param: Param, text: str) -> str:
    """Returns the error for a text that does not look like its kind."""
    if not text:
        return param.arg.ask or "Something is missing here."
    said = f"“{text if len(text) <= _ECHOED else text[: _ECHOED - 1] + '…'}”"
    if param.kind is ArgKind.CHOICE:
        return f"{said} isn't one of the choices: {choices_of(param)}. Which one?"
    if param.kind is ArgKind.ZONE:
        near = nearest_zones(text)
        hint = f"Did you mean {' or '.join(near)}?" if near else "Try a city, or Europe/Berlin."
        return f"I don't know the time zone {said}. {hint}"
    if param.takes_length:
        return f"I can't read {said} as a day. {_BREAK_EXAMPLE}"
    example = _PAST_EXAMPLE if param.arg.past else _EXAMPLES[param.kind]
    return f"I can't read {said} as {_NOUNS[param.kind]}. {example}"
