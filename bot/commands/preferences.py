"""The person's settings: when, how often and in which words they are nudged."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from typing import Annotated

from bot.command import Arg, ArgKind, Subject, command
from bot.conversation.context import Context
from bot.conversation.zone_guess import keep_wall_times
from bot.domain.calendar.local_time import QuietHours
from bot.domain.people.person import (
    LONGEST_QUIET_HOURS,
    MailApp,
    Person,
    Preferences,
    Window,
)
from bot.domain.work_search.profile import profile_of
from bot.message import Button, Fact, Form, Invocation, Message, Tone, nothing_to_do
from bot.parsing.countries import NO_COUNTRY, read_country, say_country, write_country
from bot.parsing.languages.offered import ENGLISH, offered_languages
from bot.parsing.offices import read_office
from bot.parsing.parse_context import ParseError
from bot.presenters import application_card
from bot.texts.date_formats import say_clock, say_quiet_hours
from bot.texts.locale_names import say_language
from bot.texts.work_search_texts import say_office

LONGEST_WAIT = 365
SUMMARY = "changed your settings"


def language_for(locale: str) -> str:
    """Returns the language of dates for a platform's locale, such as `de-AT`; else English."""
    known = offered_languages()
    return next((one for one in (locale, locale.partition("-")[0]) if one in known), ENGLISH)


@command(
    "settings",
    "See or change how I nudge you",
    subject=Subject.SETTINGS,
    examples=(
        "settings",
        "settings zone America/New_York",
        "settings hour 8:30",
        "settings office NY",
    ),
    prefills=True,
)
async def settings(
    ctx: Context,
    zone: Annotated[str | None, Arg("Your time zone", word="zone", kind=ArgKind.ZONE)] = None,
    hour: Annotated[time | None, Arg("Nudge me at", word="hour", hint="9:00")] = None,
    quiet_from: Annotated[time | None, Arg("Quiet from", word="quiet", hint="21:00")] = None,
    quiet_until: Annotated[time | None, Arg("Quiet until", word="until", hint="8:00")] = None,
    country: Annotated[
        str | None, Arg("Holidays of (a country, or none)", word="country", hint="DE")
    ] = None,
    first: Annotated[
        Window | None,
        Arg("First follow-up, days after applying", word="first", kind=ArgKind.WINDOW, hint="5-7"),
    ] = None,
    second: Annotated[
        Window | None,
        Arg(
            "Later follow-ups, days after the last", word="second", kind=ArgKind.WINDOW, hint="3-5"
        ),
    ] = None,
    after: Annotated[
        Window | None,
        Arg("After an interview, days", word="after", kind=ArgKind.WINDOW, hint="5-7"),
    ] = None,
    close: Annotated[
        int | None, Arg("Close the loop after, days of silence", word="close", hint="14")
    ] = None,
    call_back: Annotated[
        int | None, Arg("Get back in touch after a no, days", word="callback", hint="90")
    ] = None,
    language: Annotated[
        str | None,
        Arg(
            "Language of dates",
            word="language",
            kind=ArgKind.CHOICE,
            choices=tuple((one, say_language(one)) for one in offered_languages()),
        ),
    ] = None,
    name: Annotated[str | None, Arg("Sign my drafts with", word="name")] = None,
    office: Annotated[
        str | None, Arg("Unemployment office (or none)", word="office", hint="NY")
    ] = None,
    mail: Annotated[MailApp | None, Arg("Open letters in", word="mail")] = None,
) -> Message | Form:
    """Opens the form with today's values, or saves the changed ones and plans all nudges again."""
    preferences = ctx.person.preferences
    given = (zone, hour, quiet_from, quiet_until, country, first, second, after)
    choices = (close, call_back, language, name, office, mail)
    if all(value is None for value in (*given, *choices)):
        return _form(ctx)
    quiet = QuietHours(
        preferences.quiet.begin if quiet_from is None else quiet_from,
        preferences.quiet.end if quiet_until is None else quiet_until,
    )
    changed = replace(
        preferences,
        zone=zone or preferences.zone,
        nudge_hour=preferences.nudge_hour if hour is None else hour,
        quiet=quiet,
        country=preferences.country
        if country is None
        else read_country(country, ctx.person.language),
        first_follow_up=first or preferences.first_follow_up,
        next_follow_up=second or preferences.next_follow_up,
        after_interview=after or preferences.after_interview,
        close_the_loop=_days("close", close, preferences.close_the_loop),
        keep_in_touch=_days("call_back", call_back, preferences.keep_in_touch),
        office=preferences.office if office is None else read_office(office, ctx.parse_context),
        work_search=preferences.work_search or office is not None,
    )
    _sane(changed, ctx.person)
    person = replace(
        ctx.person,
        preferences=changed,
        language=language or ctx.person.language,
        name=ctx.person.name if name is None else name,
        mail_app=mail or ctx.person.mail_app,
        zone_guess=None if zone else ctx.person.zone_guess,
    )
    if person == ctx.person:
        raise nothing_to_do("Nothing changed; your settings stay as they were.")
    guessed = ctx.person.zone_guess is not None and changed.zone != preferences.zone
    await ctx.save(person, SUMMARY)
    if guessed:
        await keep_wall_times(ctx, SUMMARY)
    return Message(
        title="Saved",
        text="Upcoming reminders rescheduled.",
        facts=_facts(person),
        buttons=(
            Button("Change settings", Invocation("settings")),
            *application_card.undo_button(ctx),
        ),
        tone=Tone.GOOD,
    )


def _days(field: str, value: int | None, before: int) -> int:
    if value is None:
        return before
    if not 1 <= value <= LONGEST_WAIT:
        raise ParseError(f"Between 1 and {LONGEST_WAIT} days, please.", field)
    return value


def _sane(preferences: Preferences, person: Person) -> None:
    """Raises ParseError for preferences that leave no time for any nudge."""
    hours = preferences.quiet.length().total_seconds() / 3600
    if hours > LONGEST_QUIET_HOURS:
        raise ParseError(
            f"That would be {hours:g} quiet hours a day; the most is {LONGEST_QUIET_HOURS}, "
            "so that I can still reach you.",
            "quiet_from",
        )
    if preferences.quiet.contains(preferences.nudge_hour):
        raise ParseError(
            f"{say_clock(preferences.nudge_hour, person)} is in your quiet hours "
            f"({say_quiet_hours(preferences.quiet, person)}). Move one or the other.",
            "hour",
        )


def _facts(person: Person) -> tuple[Fact, ...]:
    preferences = person.preferences
    return (
        Fact("Time zone", preferences.zone),
        Fact("Nudge hour", say_clock(preferences.nudge_hour, person)),
        Fact("Quiet hours", say_quiet_hours(preferences.quiet, person)),
        Fact("Holidays", say_country(preferences.country)),
        Fact("First follow-up", f"{_say_window(preferences.first_follow_up)} after applying"),
        Fact("Later follow-ups", f"{_say_window(preferences.next_follow_up)} after the last"),
        Fact("After an interview", _say_window(preferences.after_interview)),
        Fact("Close the loop", f"after {preferences.close_the_loop} days of silence"),
        Fact("Back in touch", f"{preferences.keep_in_touch} days after a no"),
        Fact("Language of dates", say_language(person.language)),
        Fact("Drafts signed", person.name or "[your name]"),
        Fact("Unemployment office", say_office(profile_of(preferences.office)) or NO_COUNTRY),
        Fact("Letters open in", str(person.mail_app).capitalize()),
    )


def _say_window(window: Window) -> str:
    return f"{window[0]} to {window[1]} days"


def _window(window: Window) -> str:
    return f"{window[0]}-{window[1]}"


def _form(ctx: Context) -> Form:
    preferences, person = ctx.person.preferences, ctx.person
    values = {
        "zone": preferences.zone,
        "hour": f"{preferences.nudge_hour:%H:%M}",
        "quiet_from": f"{preferences.quiet.begin:%H:%M}",
        "quiet_until": f"{preferences.quiet.end:%H:%M}",
        "country": write_country(preferences.country),
        "first": _window(preferences.first_follow_up),
        "second": _window(preferences.next_follow_up),
        "after": _window(preferences.after_interview),
        "close": str(preferences.close_the_loop),
        "call_back": str(preferences.keep_in_touch),
        "language": person.language,
        "name": person.name,
        "office": preferences.office or NO_COUNTRY,
        "mail": str(person.mail_app),
    }
    return Form("Your settings", Invocation("settings"), tuple(values), values)


COMMANDS = (settings,)
