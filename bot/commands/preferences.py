"""The person's settings: when, how often and in which words they are nudged."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from typing import Annotated

from bot.command import Arg, Kind, Subject, command
from bot.conversation.context import Context
from bot.domain.calendar.local_time import QuietHours
from bot.domain.people.person import LONGEST_QUIET_HOURS, Person, Rhythm, Window
from bot.message import Button, Fact, Form, Invocation, Message, Tone, needless
from bot.parsing.countries import NO_COUNTRY, read_country
from bot.parsing.parse_context import Unread
from bot.presenters import application_card as card

LANGUAGES = ("en", "en-US", "de", "es", "fr", "it", "nl", "pl", "pt")
LONGEST_WAIT = 365


def language_for(locale: str) -> str:
    """The language of dates that fits a platform's locale, such as `de-AT`; else English."""
    return next((one for one in (locale, locale.partition("-")[0]) if one in LANGUAGES), "en")


@command(
    "settings",
    "See or change how I nudge you",
    subject=Subject.SETTINGS,
    examples=("settings", "settings zone America/New_York", "settings hour 8:30"),
    prefills=True,
)
async def settings(
    ctx: Context,
    zone: Annotated[str | None, Arg("Your time zone", word="zone", kind=Kind.ZONE)] = None,
    hour: Annotated[time | None, Arg("Nudge me at", word="hour", hint="9:00")] = None,
    quiet_from: Annotated[time | None, Arg("Quiet from", word="quiet", hint="21:00")] = None,
    quiet_until: Annotated[time | None, Arg("Quiet until", word="until", hint="8:00")] = None,
    country: Annotated[
        str | None, Arg("Holidays of (a country, or none)", word="country", hint="DE")
    ] = None,
    first: Annotated[
        Window | None,
        Arg("First follow-up, days after applying", word="first", kind=Kind.WINDOW, hint="5-7"),
    ] = None,
    second: Annotated[
        Window | None,
        Arg("Next ones, days after the last", word="second", kind=Kind.WINDOW, hint="3-5"),
    ] = None,
    after: Annotated[
        Window | None,
        Arg("After an interview, days", word="after", kind=Kind.WINDOW, hint="5-7"),
    ] = None,
    close: Annotated[
        int | None, Arg("Ask what became of it after, days", word="close", hint="14")
    ] = None,
    call_back: Annotated[
        int | None, Arg("Get back in touch after a no, days", word="callback", hint="90")
    ] = None,
    language: Annotated[
        str | None,
        Arg(
            "Language of dates",
            word="language",
            kind=Kind.CHOICE,
            choices=tuple((one, one) for one in LANGUAGES),
        ),
    ] = None,
    name: Annotated[str | None, Arg("Sign my drafts with", word="name")] = None,
) -> Message | Form:
    """Opens the form with today's values, or keeps what was changed and plans anew."""
    rhythm = ctx.person.rhythm
    given = (zone, hour, quiet_from, quiet_until, country, first, second, after)
    if all(value is None for value in (*given, close, call_back, language, name)):
        return _form(ctx)
    quiet = QuietHours(
        rhythm.quiet.begin if quiet_from is None else quiet_from,
        rhythm.quiet.end if quiet_until is None else quiet_until,
    )
    changed = Rhythm(
        zone=zone or rhythm.zone,
        nudge_hour=rhythm.nudge_hour if hour is None else hour,
        quiet=quiet,
        country=rhythm.country if country is None else read_country(country, ctx.person.language),
        first_follow_up=first or rhythm.first_follow_up,
        next_follow_up=second or rhythm.next_follow_up,
        after_interview=after or rhythm.after_interview,
        close_the_loop=_days("close", close, rhythm.close_the_loop),
        keep_in_touch=_days("call_back", call_back, rhythm.keep_in_touch),
    )
    _sane(changed)
    person = replace(
        ctx.person,
        rhythm=changed,
        language=language or ctx.person.language,
        name=ctx.person.name if name is None else name,
    )
    if person == ctx.person:
        raise needless("Nothing was different, so your settings stay as they were.")
    await ctx.save(person, "changed your settings")
    return Message(
        title="Settings kept",
        text="Everything that is still to come was planned anew.",
        facts=_facts(person),
        buttons=(Button("Change more", Invocation("settings")), *card.undo(ctx)),
        tone=Tone.GOOD,
    )


def _days(field: str, value: int | None, before: int) -> int:
    if value is None:
        return before
    if not 1 <= value <= LONGEST_WAIT:
        raise Unread(f"Between 1 and {LONGEST_WAIT} days, please.", field)
    return value


def _sane(rhythm: Rhythm) -> None:
    """Raises Unread for a rhythm in which nobody could ever be nudged."""
    hours = rhythm.quiet.length().total_seconds() / 3600
    if hours > LONGEST_QUIET_HOURS:
        raise Unread(
            f"That would be {hours:g} quiet hours a day; up to {LONGEST_QUIET_HOURS} leave "
            "me time to reach you.",
            "quiet_from",
        )
    if rhythm.quiet.has_time(rhythm.nudge_hour):
        raise Unread(
            f"{rhythm.nudge_hour:%H:%M} lies in your quiet hours "
            f"({_span(rhythm.quiet)}). Move the one or the other.",
            "hour",
        )


def _span(quiet: QuietHours) -> str:
    if not quiet.length():
        return "none"
    return f"{quiet.begin:%H:%M} to {quiet.end:%H:%M}"


def _facts(person: Person) -> tuple[Fact, ...]:
    rhythm = person.rhythm
    return (
        Fact("Time zone", rhythm.zone),
        Fact("Nudge hour", f"{rhythm.nudge_hour:%H:%M}"),
        Fact("Quiet hours", _span(rhythm.quiet)),
        Fact("Holidays", rhythm.country or NO_COUNTRY),
        Fact("First follow-up", f"{_window(rhythm.first_follow_up)} days after applying"),
        Fact("Next ones", f"{_window(rhythm.next_follow_up)} days after the last"),
        Fact("After an interview", f"{_window(rhythm.after_interview)} days"),
        Fact("What became of it", f"after {rhythm.close_the_loop} days of silence"),
        Fact("Back in touch", f"{rhythm.keep_in_touch} days after a no"),
        Fact("Language of dates", person.language),
        Fact("Drafts signed", person.name or "[your name]"),
    )


def _window(window: Window) -> str:
    return f"{window[0]}-{window[1]}"


def _form(ctx: Context) -> Form:
    rhythm, person = ctx.person.rhythm, ctx.person
    values = {
        "zone": rhythm.zone,
        "hour": f"{rhythm.nudge_hour:%H:%M}",
        "quiet_from": f"{rhythm.quiet.begin:%H:%M}",
        "quiet_until": f"{rhythm.quiet.end:%H:%M}",
        "country": rhythm.country or NO_COUNTRY,
        "first": _window(rhythm.first_follow_up),
        "second": _window(rhythm.next_follow_up),
        "after": _window(rhythm.after_interview),
        "close": str(rhythm.close_the_loop),
        "call_back": str(rhythm.keep_in_touch),
        "language": person.language,
        "name": person.name,
    }
    return Form("Your settings", Invocation("settings"), tuple(values), values)


COMMANDS = (settings,)
