"""Wall times that a clock change skips: said, with the first moment after."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.domain.calendar.local_time import is_skipped, load_zone, to_utc, to_wall_time
from bot.parsing.parse_context import ParseContext, ParseError

_SECOND = timedelta(seconds=1)


def in_no_gap(wall: datetime, zone: str, context: ParseContext) -> datetime:
    """The wall time itself. Raises ParseError if the clocks of that zone skip it."""
    tz = load_zone(zone)
    if not is_skipped(wall, tz):
        return wall
    change = to_utc(wall, tz)
    after = to_wall_time(change, tz)
    before = to_wall_time(change - _SECOND, tz) + _SECOND
    raise ParseError(
        f"On {context.say(before.date())} the clocks in {zone} jump from {before:%H:%M} to "
        f"{_after_jump(after, wall, context)}, so {wall:%H:%M} does not exist. "
        f"Did you mean {_after_jump(after, wall, context)}?"
    )


def _after_jump(after: datetime, wall: datetime, context: ParseContext) -> str:
    """The time after the jump, with its day where a whole day was skipped."""
    same = after.date() == wall.date()
    return f"{after:%H:%M}" if same else f"{context.say(after.date())} {after:%H:%M}"
