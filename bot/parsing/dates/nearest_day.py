"""The day that is meant by one of no given year: the next, or the one that has just been."""

from __future__ import annotations

from datetime import date, timedelta

from bot.parsing.dates.days import local_day
from bot.parsing.dates.numeric import AS_READ, OTHER_ORDER
from bot.parsing.parse_context import Ambiguous, ParseContext, ParseError

# A day of no given year that is farther ahead than this has just been, if not long ago.
_FAR_AHEAD = timedelta(days=300)
_JUST_BEEN = timedelta(days=60)


def nearest_day(words: list[str], frame: ParseContext) -> date | None:
    """The day that is meant: the next, or the one that has just been.

    Raises ParseError where both are far away.
    """
    ahead = local_day(words, frame, past=False)
    if ahead is None or ahead - frame.today <= _FAR_AHEAD:
        return ahead
    back = local_day(words, frame, past=True)
    if back is None or back == ahead:
        return back
    if frame.today - back <= _JUST_BEEN:
        _ask_for_order(words, back, frame)
        return back
    raise ParseError(
        f"The next one is {frame.say(ahead)}, the last was {frame.say(back)}. Which day is it?"
    )


def _ask_for_order(words: list[str], back: date, frame: ParseContext) -> None:
    """Raises Ambiguous for figures that are over, and soon with day and month the other way."""
    if frame.prefers & {OTHER_ORDER, AS_READ}:
        return
    other = local_day(words, frame.preferring(OTHER_ORDER), past=False)
    if other is not None and other != back and frame.today <= other <= frame.today + _JUST_BEEN:
        said = f"Do you mean {frame.say(other)} or {frame.say(back)}?"
        raise Ambiguous(said, OTHER_ORDER, AS_READ)
