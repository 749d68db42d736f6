"""Small commands whose lines the tests of parsing read."""

from __future__ import annotations

from datetime import date, time, timedelta
from enum import StrEnum
from typing import Annotated

from bot.command import ApplicationRef, Arg, ArgKind, Command, WallTime, command
from bot.message import Message


class Method(StrEnum):
    EMAIL = "email"
    PHONE = "phone"
    LINKEDIN = "linkedin"
    IN_PERSON = "in person"


class Format(StrEnum):
    PHONE = "phone"
    VIDEO = "video"
    ON_SITE = "on site"
    PANEL = "panel"


class Stage(StrEnum):
    PLANNED = "planned"
    APPLIED = "applied"
    REJECTED = "rejected"


Company = Annotated[str, Arg("Which company?")]
Mine = Annotated[ApplicationRef, Arg("Which company?")]


@command("applied", "Log a job you applied to")
async def applied(
    ctx: object,
    company: Company,
    role: Annotated[str | None, Arg("Which job title?", word="as")] = None,
    on: Annotated[date | None, Arg("When?", word="on", past=True, bare=True)] = None,
    via: Annotated[str | None, Arg("How did you find it?", word="via")] = None,
    link: Annotated[str | None, Arg("Link?", kind=ArgKind.LINK, bare=True)] = None,
    contact: Annotated[str | None, Arg("Who is your contact?", word="contact")] = None,
    another: Annotated[str | None, Arg(hidden=True)] = None,
) -> Message:
    return Message("")


@command("plan", "Get ready before you apply")
async def plan(
    ctx: object,
    company: Company,
    role: Annotated[str | None, Arg("Which job title?", word="as")] = None,
    by: Annotated[date | None, Arg("By when?", word="by", bare=True)] = None,
) -> Message:
    return Message("")


@command("interview", "Book an interview")
async def interview(
    ctx: object,
    company: Mine,
    at: Annotated[WallTime, Arg("When?", word="at", words=("on",), bare=True)],
    length: Annotated[timedelta | None, Arg("How long?", word="for")] = None,
    format: Annotated[Format | None, Arg("What kind?", word="by", bare=True)] = None,
    people: Annotated[str | None, Arg("Who will you meet?", word="with")] = None,
) -> Message:
    return Message("")


@command("followed-up", "Log that you followed up")
async def followed_up(
    ctx: object,
    company: Mine,
    by: Annotated[Method | None, Arg("How?", word="by")] = None,
    on: Annotated[date | None, Arg("When?", word="on", past=True, bare=True)] = None,
) -> Message:
    return Message("")


@command("heard-back", "Log any reply")
async def heard_back(
    ctx: object,
    company: Mine,
    what: Annotated[str | None, Arg("What?", kind=ArgKind.LONG_TEXT, bare=True)] = None,
) -> Message:
    return Message("")


@command("offered", "Log an offer")
async def offered(
    ctx: object,
    company: Mine,
    by: Annotated[date | None, Arg("Answer by?", word="answer by", words=("by",))] = None,
) -> Message:
    return Message("")


@command("pipeline", "Show the board", readonly=True, separate_answer=True)
async def pipeline(
    ctx: object, stage: Annotated[Stage | None, Arg("Which stage?", bare=True)] = None
) -> Message:
    return Message("")


@command("pause", "Hold everything")
async def pause(
    ctx: object, until: Annotated[date | None, Arg("Until when?", word="until", bare=True)] = None
) -> Message:
    return Message("")


@command("win", "Share a win")
async def win(ctx: object, text: Annotated[str, Arg("What?", kind=ArgKind.LONG_TEXT)]) -> Message:
    return Message("")


@command("settings", "Change your settings")
async def settings(
    ctx: object,
    zone: Annotated[str | None, Arg("Zone?", word="zone", kind=ArgKind.ZONE)] = None,
    hour: Annotated[time | None, Arg("When in the day?", word="hour")] = None,
    window: Annotated[str | None, Arg("First follow-up?", kind=ArgKind.WINDOW)] = None,
    country: Annotated[str | None, Arg("Country?", word="country")] = None,
    goal: Annotated[int | None, Arg("How many?")] = None,
    row: Annotated[int | None, Arg(kind=ArgKind.ID, hidden=True)] = None,
) -> Message:
    return Message("")


@command("group start", "Start a group")
async def group_start(ctx: object) -> Message:
    return Message("")


@command("group", "Show the group")
async def group(ctx: object) -> Message:
    return Message("")


@command("rest", "Show the rest", hidden=True)
async def rest(ctx: object) -> Message:
    return Message("")


COMMANDS: tuple[Command, ...] = (
    *(applied, plan, interview, followed_up, heard_back, offered),
    *(pipeline, pause, win, settings, group, group_start, rest),
)
