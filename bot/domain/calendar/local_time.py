"""Wall time in a zone: to an instant and back, and the quiet hours."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.frozen import frozen

DAY = timedelta(days=1)


@lru_cache(maxsize=1024)
def load_zone(name: str) -> ZoneInfo:
    """Returns the IANA zone of that name.

    Raises ZoneInfoNotFoundError (a KeyError) or ValueError for a name that is none.
    """
    return ZoneInfo(name)


@lru_cache(maxsize=4096)
def is_nowhere(name: str) -> bool:
    """True for a zone that is no place's own: UTC, or a fixed distance to it."""
    return name == "UTC" or name.startswith("Etc/")


def to_utc(wall: datetime, zone: ZoneInfo) -> datetime:
    """Returns the UTC instant of a naive wall time.

    A wall time that a clock change skips is the first moment after the gap;
    one that happens twice is the first.
    """
    first = wall.replace(tzinfo=zone, fold=0)
    utc = first.astimezone(UTC)
    if utc.astimezone(zone).replace(tzinfo=None) == wall:
        return utc
    # In a gap, fold=1 reads the wall time with the later offset and so lands
    # before the change, fold=0 after it; the change itself lies between.
    before = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    low, high = int(before.timestamp()), int(utc.timestamp())
    offset_before = datetime.fromtimestamp(low, zone).utcoffset()
    while high - low > 1:
        middle = (low + high) // 2
        if datetime.fromtimestamp(middle, zone).utcoffset() == offset_before:
            low = middle
        else:
            high = middle
    return datetime.fromtimestamp(high, UTC)


def is_skipped(wall: datetime, zone: ZoneInfo) -> bool:
    """True if a clock change skips that naive wall time."""
    there = wall.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)
    return there.replace(tzinfo=None) != wall


def to_wall_time(moment: datetime, zone: ZoneInfo) -> datetime:
    """Returns the naive wall time that an instant has in a zone."""
    # Of other zones' times, two that differ only in their fold would be one key.
    return _wall_of_utc(moment, zone) if moment.tzinfo is UTC else _wall(moment, zone)


def _wall(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None)


_wall_of_utc = lru_cache(maxsize=4096)(_wall)


def local_day(moment: datetime, zone: ZoneInfo) -> date:
    """Returns the calendar day that an instant falls on in a zone."""
    return to_wall_time(moment, zone).date()


@frozen
class QuietHours:
    """The hours from `begin` up to, not including, `end`; equal means none."""

    begin: time = time(21, 0)
    end: time = time(8, 0)

    def length(self) -> timedelta:
        """Returns the length of the quiet hours, by the clock."""
        start = datetime.combine(date.min, self.begin)
        end = datetime.combine(date.min, self.end)
        return (end - start) % DAY

    def contains(self, at: time) -> bool:
        """True if that time of day is quiet."""
        if self.begin <= self.end:
            return self.begin <= at < self.end
        return at >= self.begin or at < self.end

    def period_around(self, wall: datetime) -> tuple[datetime, datetime] | None:
        """Returns begin and end (wall times) of the quiet hours around `wall`, or None."""
        if not self.contains(wall.time()):
            return None
        day = wall.date()
        if self.begin > self.end and wall.time() < self.end:
            day -= DAY
        begin = datetime.combine(day, self.begin)
        return begin, begin + self.length()

    def end_after(self, moment: datetime, zone: ZoneInfo) -> datetime | None:
        """Returns the instant at which the quiet hours around an instant end; None outside them.

        An end that a clock change repeats is the one still ahead, so that what waits for it waits.
        """
        quiet = self.period_around(to_wall_time(moment, zone))
        if quiet is None:
            return None
        end = to_utc(quiet[1], zone)
        return end if end > moment else quiet[1].replace(tzinfo=zone, fold=1).astimezone(UTC)
