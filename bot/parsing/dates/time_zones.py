"""Time zones as people name them: ET, berlin, Europe/Berlin, UTC+2."""

from __future__ import annotations

import re
from functools import lru_cache
from zoneinfo import available_timezones

from bot.parsing.words import fold, unaccented, word_set

_LONGEST = 40
_NEAREST = 3
_NEAR_ENOUGH = 60
_AS_NEAR = 5  # points below the closest

# Abbreviations mean the zone with its clock changes, whatever half of the year
# they name; then cities and countries that have no zone of their own name.
_COMMON = {
    "America/New_York": "et,est,edt,eastern,boston,washington,dc,nyc,philadelphia,atlanta,miami",
    "America/Chicago": "ct,cst,cdt,central,austin,dallas,houston,minneapolis",
    "America/Denver": "mt,mst,mdt,mountain,salt lake city",
    "America/Los_Angeles": "pt,pst,pdt,pacific,san francisco,sf,la,seattle,san diego,portland",
    "America/Anchorage": "akst,akdt",
    "Pacific/Honolulu": "hst,hawaii",
    "America/Halifax": "ast,adt",
    "America/Toronto": "ottawa,montreal",
    "America/Sao_Paulo": "brt,rio,rio de janeiro",
    "UTC": "utc,z,zulu",
    "Europe/London": "bst,uk,england,manchester,edinburgh,cambridge,oxford",
    "Europe/Lisbon": "wet,portugal",
    "Europe/Berlin": "cet,cest,mez,mesz,germany,munich,hamburg,frankfurt,cologne",
    "Europe/Paris": "france",
    "Europe/Rome": "italy,milan",
    "Europe/Madrid": "spain,barcelona",
    "Europe/Zurich": "switzerland,geneva",
    "Europe/Helsinki": "eet,eest",
    "Europe/Moscow": "msk",
    "Asia/Dubai": "gst",
    "Asia/Kolkata": "ist,india,mumbai,delhi,new delhi,bangalore,bengaluru,chennai,hyderabad,pune",
    "Asia/Singapore": "sgt",
    "Asia/Hong_Kong": "hkt",
    "Asia/Shanghai": "china,beijing,shenzhen",
    "Asia/Tokyo": "jst,osaka,kyoto",
    "Asia/Seoul": "kst",
    "Australia/Sydney": "aest,aedt,canberra",
    "Australia/Adelaide": "acst,acdt",
    "Australia/Perth": "awst",
    "Pacific/Auckland": "nzst,nzdt,wellington",
}
# Folders of older names, and last parts that are no city's name.
_NO_CITIES = word_set("Etc US Canada Brazil Mexico Chile")
_NO_CITY = word_set("West North South East Center General Continental ACT NSW LHI")
_NO_ZONE = frozenset({"Factory", "localtime"})
_OFFSET = re.compile(r"(?:utc|gmt)? ?([+-])([0-9]{1,2})(?::?00)?")
_FARTHEST = {"+": 14, "-": 12}


def read_zone(text: str) -> str | None:
    """The IANA name of a zone, a city, a common abbreviation or a whole-hour offset."""
    name = _plain(text)
    if not name or len(name) > _LONGEST:
        return None
    if found := _OFFSET.fullmatch(name):
        return _offset(found[1], int(found[2]))
    return _zones().get(name)


def nearest_zones(text: str) -> tuple[str, ...]:
    """Zones whose name is close to what was typed, closest first."""
    from rapidfuzz import fuzz, process

    known = _zones()
    near = process.extract(
        _plain(text[:_LONGEST]),
        known.keys(),
        scorer=fuzz.ratio,
        limit=2 * _NEAREST,
        score_cutoff=_NEAR_ENOUGH,
    )
    fitting = (known[name] for name, score, _ in near if score >= near[0][1] - _AS_NEAR)
    return tuple(dict.fromkeys(fitting))[:_NEAREST]


def _plain(text: str) -> str:
    return unaccented(fold(text)).strip("()").removesuffix(" time").replace("_", " ")


def _offset(sign: str, hours: int) -> str | None:
    """The zone of a fixed offset; its name has the sign the other way round."""
    if hours > _FARTHEST[sign]:
        return None
    return f"Etc/GMT{'-' if sign == '+' else '+'}{hours}" if hours else "UTC"


@lru_cache(maxsize=1)
def _zones() -> dict[str, str]:
    """Every way to name a zone, spelled as `_plain` spells it."""
    known: dict[str, str] = {}
    for name in sorted(available_timezones() - _NO_ZONE):
        area, _, rest = name.partition("/")
        city = rest.rpartition("/")[2]
        if city and area not in _NO_CITIES and city not in _NO_CITY:
            known.setdefault(_plain(city), name)
        known.setdefault(_plain(name), name)
    for name, words in _COMMON.items():
        known.update((word, name) for word in words.split(","))
    return known
