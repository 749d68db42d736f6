"""The day that is meant by one of no given year: the next, or the one that has just been."""

from __future__ import annotations

from datetime import date, timedelta

from bot.parsing.dates.days import local_day
from bot.parsing.dates.numeric import AS_READ, OTHER_ORDER
from bot.parsing.parse_context import Ambiguous, ParseContext, ParseError

# A day of no given year that is farther ahead than this has just been, if not long ago.
_FAR_AHEAD = timedelta(days=300)
_JUST_BEEN = timedelta(days=60)


def nearest_day(words: list[str], context: ParseContext) -> date | None:
    """The day that is meant: the next, or the one that has just been.

    Raises ParseError where both are far away.
    """
    ahead = local_day(words, context, past=False)
    if ahead is None or ahead - context.today <= _FAR_AHEAD:
        return ahead
    back = local_day(words, context, past=True)
    if back is None or back == ahead:
        return back
    if context.today - back <= _JUST_BEEN:
        _ask_for_order(words, back, context)
        return back
    raise ParseError(
        f"The next one is {context.say(ahead)}, the last was {context.say(back)}. Which day is it?"
    )


def _ask_for_order(words: list[str], back: date, context: ParseContext) -> None:
    """Raises Ambiguous for figures that are over, and soon with day and month the other way."""
    if context.prefers & {OTHER_ORDER, AS_READ}:
        return
    other = local_day(words, context.preferring(OTHER_ORDER), past=False)
    if other is not None and other != back and context.today <= other <= context.today + _JUST_BEEN:
        said = f"Do you mean {context.say(other)} or {context.say(back)}?"
        raise Ambiguous(said, OTHER_ORDER, AS_READ)
