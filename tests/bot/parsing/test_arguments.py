"""Lines read into the arguments of a command."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from bot.command import ApplicationRef, Command
from tests.bot.parsing.parsed_lines import LINK, MAY_3, YESTERDAY, read
from tests.bot.parsing.sample_commands import (
    Method,
    Stage,
    applied,
    followed_up,
    heard_back,
    offered,
    pause,
    pipeline,
    plan,
    settings,
    win,
)


# A company, and nothing else: words and figures that belong to its name.
@pytest.mark.parametrize(
    "name",
    [
        *("Acme", "Bank on Main", "Made by Many", "As You Sow", "On Running", "By Any Means"),
        *("O'Reilly", "O’Reilly Media", "Jones' Bakery", "Forever 21", "3M", "7-Eleven"),
        *("1-800 Contacts", "Sun Microsystems", "Rising Sun", "May Department Stores"),
        *("24/7 Fitness", "Always 24/7", "Studio by Night", "Standing by Design", "USA Today"),
        *("Booking.com", "Acme on Main Street", "via", "on", "With", "Acme via"),
        *("AT&T", "Yahoo!", "E.ON", "Who Gives a Crap", "Second Home", "Mars", "March of Dimes"),
        *(
            "🥐 Bäckerei 🥨",
            "👩\u200d🍳",
            "מאפייה",
            "مخبز",
            "株式会社",
            "Richard the 3rd",
            "Toys 'R Us",
        ),
        *("To The Moon", "Contact Energy", "By", "At Home", "From Software", "Team 7", "Acme 2026"),
    ],
)
def test_a_companys_name_is_left_whole(name: str) -> None:
    assert read(applied, name) == {"company": name}


@pytest.mark.parametrize("word", ["to", "at", "with", "for", "as", "to at"])
def test_a_small_word_alone_is_no_company_yet(word: str) -> None:
    assert read(applied, word) == {}
    assert read(applied, f'"{word}"') == {"company": word}


@pytest.mark.parametrize(
    ("line", "args"),
    [
        ("Acme as Baker", {"company": "Acme", "role": "Baker"}),
        ("Acme yesterday", {"company": "Acme", "on": YESTERDAY}),
        ("Acme, yesterday!", {"company": "Acme", "on": YESTERDAY}),
        ("Acme Yesterday", {"company": "Acme", "on": YESTERDAY}),
        ("Acme on 3 May", {"company": "Acme", "on": MAY_3}),
        ("Acme 3 May", {"company": "Acme", "on": MAY_3}),
        ("Acme Friday", {"company": "Acme", "on": date(2026, 5, 29)}),
        ("Ruby Tuesday", {"company": "Ruby", "on": YESTERDAY}),
        ('"Ruby Tuesday"', {"company": "Ruby Tuesday"}),
        ("“Ruby Tuesday” on 3 May", {"company": "Ruby Tuesday", "on": MAY_3}),
        ("'Ruby Tuesday' as Cook", {"company": "Ruby Tuesday", "role": "Cook"}),
        ('"Acme as Baker" as Cook', {"company": "Acme as Baker", "role": "Cook"}),
        ('"Ruby Tuesday" Inc as Cook', {"company": "Ruby Tuesday Inc", "role": "Cook"}),
        ("USA Today today", {"company": "USA Today", "on": date(2026, 6, 3)}),
        ("Bank on Main on 3 May", {"company": "Bank on Main", "on": MAY_3}),
        ("As You Sow as Baker", {"company": "As You Sow", "role": "Baker"}),
        ("On Running on 3 May", {"company": "On Running", "on": MAY_3}),
        ("Jones' Bakery as Baker", {"company": "Jones' Bakery", "role": "Baker"}),
        ("O'Reilly as Editor", {"company": "O'Reilly", "role": "Editor"}),
        ("מאפייה as אופה on 3 May", {"company": "מאפייה", "role": "אופה", "on": MAY_3}),
        ("🥐 as 👩\u200d🍳", {"company": "🥐", "role": "👩\u200d🍳"}),
        ("Studio by Night via referral", {"company": "Studio by Night", "via": "referral"}),
        (
            "Acme as Head of Growth on 3 May",
            {"company": "Acme", "role": "Head of Growth", "on": MAY_3},
        ),
        (
            "Acme as Baker 3 May via referral",
            {"company": "Acme", "role": "Baker", "on": MAY_3, "via": "referral"},
        ),
        (
            "Acme as Baker, via LinkedIn, on 3 May",
            {"company": "Acme", "role": "Baker", "via": "LinkedIn", "on": MAY_3},
        ),
        (
            "Acme via a friend of Bea contact Bea Smith",
            {"company": "Acme", "via": "a friend of Bea", "contact": "Bea Smith"},
        ),
        ("Acme as Baker as usual", {"company": "Acme as Baker", "role": "usual"}),
        ('Acme as "Head of on 3 May"', {"company": "Acme", "role": "Head of on 3 May"}),
        ("Acme as Baker on Main", {"company": "Acme", "role": "Baker on Main"}),
        ("to Acme yesterday", {"company": "Acme", "on": YESTERDAY}),
        ("at 7-Eleven as Clerk", {"company": "7-Eleven", "role": "Clerk"}),
        ('"" as Baker', {"role": "Baker"}),
        ("", {}),
    ],
)
def test_clauses_are_cut_from_the_end(line: str, args: dict[str, Any]) -> None:
    assert read(applied, line) == args


@pytest.mark.parametrize(
    ("line", "args"),
    [
        (LINK, {"link": LINK}),
        (f"{LINK}?utm_source=x", {"link": LINK}),
        (f"{LINK} as Baker", {"link": LINK, "role": "Baker"}),
        (f"{LINK} yesterday", {"link": LINK, "on": YESTERDAY}),
        (f"{LINK} Acme as Baker", {"link": LINK, "company": "Acme", "role": "Baker"}),
        (f"Acme {LINK} as Baker", {"link": LINK, "company": "Acme", "role": "Baker"}),
        (f"Acme at {LINK}", {"link": LINK, "company": "Acme"}),
        (f"Acme as Baker <{LINK}>", {"link": LINK, "company": "Acme", "role": "Baker"}),
        ("Acme jobs.lever.co/acme/1", {"link": LINK, "company": "Acme"}),
        ("Booking.com as Cook", {"company": "Booking.com", "role": "Cook"}),
        (f'Acme as "{LINK}"', {"company": "Acme", "role": LINK}),
    ],
)
def test_a_link_may_be_anywhere(line: str, args: dict[str, Any]) -> None:
    assert read(applied, line) == args


@pytest.mark.parametrize(
    ("command", "line", "args"),
    [
        (followed_up, "Acme by phone", {"company": ApplicationRef("Acme"), "by": Method.PHONE}),
        (followed_up, "Acme by emial", {"company": ApplicationRef("Acme"), "by": Method.EMAIL}),
        (
            followed_up,
            "Acme by in person on 3 May",
            {"company": ApplicationRef("Acme"), "by": Method.IN_PERSON, "on": MAY_3},
        ),
        (followed_up, "Made by Many", {"company": ApplicationRef("Made by Many")}),
        (
            followed_up,
            "Made by Many by linkedin",
            {"company": ApplicationRef("Made by Many"), "by": Method.LINKEDIN},
        ),
        (followed_up, "~12 yesterday", {"company": ApplicationRef(id=12), "on": YESTERDAY}),
        (plan, "Acme by friday", {"company": "Acme", "by": date(2026, 6, 5)}),
        (
            offered,
            "Acme answer by 12 June",
            {"company": ApplicationRef("Acme"), "by": date(2026, 6, 12)},
        ),
        (offered, "Acme by 12 June", {"company": ApplicationRef("Acme"), "by": date(2026, 6, 12)}),
        (heard_back, "Acme", {"company": ApplicationRef("Acme")}),
        (heard_back, "Acme they said no", {"company": ApplicationRef("Acme they said no")}),
        (
            heard_back,
            '"Acme Corp" they said "no"',
            {"company": ApplicationRef("Acme Corp"), "what": 'they said "no"'},
        ),
        (pipeline, "", {}),
        (pipeline, "applied", {"stage": Stage.APPLIED}),
        (pipeline, '"Applied"', {"stage": Stage.APPLIED}),
        (pipeline, "rejectd", {"stage": Stage.REJECTED}),
        (pause, "", {}),
        (pause, "until friday", {"until": date(2026, 6, 5)}),
        (pause, "friday", {"until": date(2026, 6, 5)}),
        (win, "an offer as Baker today at 3pm", {"text": "an offer as Baker today at 3pm"}),
        (win, "first\nsecond", {"text": "first\nsecond"}),
        (settings, "", {}),
        (settings, "zone berlin", {"zone": "Europe/Berlin"}),
        (
            settings,
            "country DE zone New York hour 8",
            {"country": "DE", "zone": "America/New_York", "hour": time(8)},
        ),
    ],
)
def test_other_commands_read_by_the_same_grammar(
    command: Command, line: str, args: dict[str, Any]
) -> None:
    assert read(command, line) == args
