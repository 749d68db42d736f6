from __future__ import annotations

from datetime import date, time, timedelta
from functools import partial
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.command import ApplicationRef, Command, WallTime
from bot.message import plain
from bot.parsing.arguments import read_line
from bot.parsing.parse_context import ParseError
from bot.parsing.words import normalise
from tests.bot.parsing.sample import (
    COMMANDS,
    Format,
    Method,
    Stage,
    applied,
    attempt,
    followed_up,
    frame,
    heard_back,
    interview,
    offered,
    pause,
    pipeline,
    plan,
    settings,
    unhurried,
    wall,
    win,
    words,
)

MAY_3 = date(2026, 5, 3)
YESTERDAY = date(2026, 6, 2)
KNOWN = ("Acme", "Acme Corp", "Bank on Main", "Ruby Tuesday", "As You Sow", "O’Reilly", "USA Today")


def read(command: Command, text: str, *names: str) -> dict[str, Any]:
    return read_line(command, text, frame(names=names))


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


LINK = "https://jobs.lever.co/acme/1"


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
def test_a_link_may_stand_anywhere(line: str, args: dict[str, Any]) -> None:
    assert read(applied, line) == args


def at(text: str, zone: str | None = None) -> WallTime:
    return WallTime(wall(text), zone)


FRIDAY_3 = at("2026-06-05T15:00")


@pytest.mark.parametrize(
    ("line", "args"),
    [
        ("Acme at fri 3pm", {"at": FRIDAY_3}),
        ("Acme fri 3pm", {"at": FRIDAY_3}),
        ("Acme at fri at 3pm", {"at": FRIDAY_3}),
        ("Acme friday at 3pm", {"at": FRIDAY_3}),
        ("Acme on friday at 3pm", {"at": FRIDAY_3}),
        ("Acme at 3pm on friday", {"at": FRIDAY_3}),
        ("Acme at noon on friday", {"at": at("2026-06-05T12:00")}),
        ("Acme at 9 tomorrow", {"at": at("2026-06-04T09:00")}),
        ("Acme at 2026-06-04 14:00", {"at": at("2026-06-04T14:00")}),
        ("Acme at fri 3pm ET", {"at": at("2026-06-05T15:00", "America/New_York")}),
        ("Acme fri 3pm for 45m", {"at": FRIDAY_3, "length": timedelta(minutes=45)}),
        (
            "Acme at fri 3pm for an hour video with Dana Weiss and Bea",
            {
                "at": FRIDAY_3,
                "length": timedelta(hours=1),
                "format": Format.VIDEO,
                "people": "Dana Weiss and Bea",
            },
        ),
        (
            "Acme with Dana by phone at fri 3pm",
            {"at": FRIDAY_3, "format": Format.PHONE, "people": "Dana"},
        ),
        ("Acme 3pm friday on site", {"at": FRIDAY_3, "format": Format.ON_SITE}),
        ("with Acme at fri 3pm", {"at": FRIDAY_3}),
    ],
)
def test_an_interview_is_read_with_its_moment(line: str, args: dict[str, Any]) -> None:
    assert read(interview, line) == {"company": ApplicationRef("Acme"), **args}


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Motel 6 at fri 3pm", "Motel 6"),
        ("Studio at 54 at fri 3pm", "Studio at 54"),
        ("Teach for America fri 3pm", "Teach for America"),
        ("Nielsen Panel at fri 3pm", "Nielsen Panel"),
        ("Bank on Main at fri 3pm", "Bank on Main"),
        ("High Noon fri 3pm", "High Noon"),
    ],
)
def test_an_interviews_company_keeps_its_name(line: str, name: str) -> None:
    assert read(interview, line) == {"company": ApplicationRef(name), "at": FRIDAY_3}


@pytest.mark.parametrize("name", ["Forever 21", "High Noon", "Nielsen Panel", "3M", "Studio at 54"])
def test_a_name_is_no_moment_length_or_choice(name: str) -> None:
    assert read(interview, name) == {"company": ApplicationRef(name)}


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


@pytest.mark.parametrize(
    ("command", "line", "args"),
    [
        (applied, "Ruby Tuesday", {"company": "Ruby Tuesday"}),
        (applied, "ruby tuesday yesterday", {"company": "ruby tuesday", "on": YESTERDAY}),
        (applied, "USA Today", {"company": "USA Today"}),
        (applied, "Acme Today", {"company": "Acme", "on": date(2026, 6, 3)}),
        (applied, "Acme Corp as Baker", {"company": "Acme Corp", "role": "Baker"}),
        (applied, "Acme Bakery as Baker", {"company": "Acme Bakery", "role": "Baker"}),
        (applied, "Acmeville as Baker", {"company": "Acmeville", "role": "Baker"}),
        (applied, "O'Reilly 3 May", {"company": "O'Reilly", "on": MAY_3}),
        (applied, "to acme yesterday", {"company": "acme", "on": YESTERDAY}),
        (applied, f"Acme {LINK}", {"company": "Acme", "link": LINK}),
        (
            heard_back,
            "Acme they want more info",
            {"company": ApplicationRef("Acme"), "what": "they want more info"},
        ),
        (
            heard_back,
            "from Acme Corp: they want\nmore info",
            {"company": ApplicationRef("Acme Corp"), "what": "they want\nmore info"},
        ),
        (
            interview,
            "Ruby Tuesday at fri 3pm",
            {"company": ApplicationRef("Ruby Tuesday"), "at": FRIDAY_3},
        ),
        (interview, "Acme 21", {"company": ApplicationRef("Acme 21")}),
        (
            interview,
            "Acme fri 3pm Video",
            {"company": ApplicationRef("Acme"), "at": FRIDAY_3, "format": Format.VIDEO},
        ),
        (
            interview,
            "Acme at 3pm on June 5 video with Bob K",
            {
                "company": ApplicationRef("Acme"),
                "at": FRIDAY_3,
                "format": Format.VIDEO,
                "people": "Bob K",
            },
        ),
        (
            interview,
            "Acme fri 3pm with Bob K video",
            {
                "company": ApplicationRef("Acme"),
                "at": FRIDAY_3,
                "format": Format.VIDEO,
                "people": "Bob K",
            },
        ),
    ],
)
def test_a_company_in_the_pipeline_wins_over_any_cut(
    command: Command, line: str, args: dict[str, Any]
) -> None:
    assert read(command, line, *KNOWN) == args


@pytest.mark.parametrize(
    ("command", "line", "param", "said"),
    [
        (applied, "Acme on 31 Feb", "on", "There is no 31 February."),
        (applied, "Acme 31 Feb", "on", "There is no 31 February."),
        (applied, "Acme on friday on 3 May", "on", "That day is Sun 3 May, not a Friday."),
        (applied, "Acme tomorrow", "on", "Thu 4 June is still to come."),
        (applied, "Acme last week", "on", "“last week” could be many days."),
        (applied, "x" * 10_000, "company", "That is 10,000 characters; a company's name fits"),
        (applied, "Acme as " + "x" * 201, "role", "That is 201 characters; 200 fit here."),
        (applied, "https://a:b@acme.com/", "link", "name or a password"),
        (interview, "Acme at friday", "at", "At what time on Fri 5 June?"),
        (interview, "Acme friday", "at", "At what time on Fri 5 June?"),
        (interview, "Acme at 25:00", "at", "There is no time “25:00”."),
        (interview, "Acme at fri 15:00 whatever", "at", "I can't read “fri 15:00 whatever”"),
        (interview, "Acme at 31 Feb 3pm", "at", "There is no 31 February."),
        (interview, "Acme at 29 March 2026 02:30", "at", "the clocks in Europe/Berlin jump"),
        (interview, "Acme fri 3pm for 30h", "length", "up to 24 hours"),
        (pipeline, "somewhere", "stage", "planned, applied or rejected"),
        (pipeline, "applied somewhere", "stage", "“applied somewhere” isn't one of the choices"),
        (pause, "until whenever", "until", "I can't read “whenever” as a day."),
        (pause, "whenever", "until", "I can't read “whenever” as a day."),
        (pause, "until 31 Feb", "until", "There is no 31 February."),
        (settings, "zone Berln", "zone", "Did you mean Europe/Berlin?"),
        (settings, "hour 25:00", "hour", "There is no time “25:00”."),
        (settings, "Berlin", None, "I don't know what to do with “Berlin”."),
    ],
)
@pytest.mark.parametrize("names", [(), KNOWN])
def test_a_line_that_cannot_be_read_says_why(
    command: Command, line: str, param: str | None, said: str, names: tuple[str, ...]
) -> None:
    with pytest.raises(ParseError) as unread:
        read(command, line, *names)
    assert said in plain(unread.value.sentence)
    assert unread.value.param == param


def test_a_text_that_is_too_long_after_a_known_company_says_so() -> None:
    with pytest.raises(ParseError) as unread:
        read(heard_back, "Acme " + "x" * 3_001, *KNOWN)
    assert unread.value.param == "what"
    assert "That is 3,001 characters; 3,000 fit here." in plain(unread.value.sentence)


NAMES = st.text(min_size=1, max_size=60).map(normalise).filter(lambda name: name.strip(" ,;:"))
UNQUOTABLE = set("\"“”„«»‹›「」'‘’,;:~<")


@unhurried
@given(NAMES.filter(lambda name: not UNQUOTABLE & set(name)))
def test_a_quoted_company_survives_whatever_it_is_called(name: str) -> None:
    for quotes in ('""', "“”", "„“", "«»", "''", "‘’"):
        line = f"{quotes[0]}{name}{quotes[1]} as Baker on 3 May via a friend"
        assert read(applied, line) == {
            "company": name,
            "role": "Baker",
            "on": MAY_3,
            "via": "a friend",
        }


WORDS = st.sampled_from(
    words(
        "Acme as via on at by for with until contact answer fri 3pm 3 May 31 Feb yesterday Today"
        " 45m phone video on site https://a.co/1 <https://a.co/1|x> \" ' “ ” , Sun 24/7 next"
        " last ~12 ET 25:00 2026-06-31 tomorrow to é \n 🥐"
    )
)
LINES = st.lists(WORDS, max_size=16).map(" ".join) | st.text(st.characters(), max_size=200)


@unhurried
@given(st.sampled_from(COMMANDS), LINES, st.sampled_from([(), KNOWN]))
@example(applied, "\ud800", ())
@example(applied, "as as as", ("as",))
def test_any_line_gives_arguments_or_a_sentence(
    command: Command, line: str, names: tuple[str, ...]
) -> None:
    args = attempt(lambda: read(command, line, *names))
    if isinstance(args, ParseError):
        return
    fields = {param.name for param in command.fields}
    assert set(args) <= fields
    assert None not in args.values()


@pytest.mark.parametrize(
    "part",
    [
        *(
            "a",
            "as ",
            "on ",
            '"a ',
            "' ",
            '" ',
            'as "" ',
            "3 May ",
            "at fri 3pm ",
            "on 3 May as x ",
        ),
        *("<http://", "<https://a.co|", "\u200d", "é", "/", "1.", ",;:", "“a” ", "\n", "a\n", '",'),
        *("31 Feb ", "Acme ", "until ", "\U000e0041", "\U0001f3f4\U000e0067"),
    ],
)
def test_ten_thousand_characters_are_read_to_their_end(part: str) -> None:
    line = (part * 10_000)[:10_000]
    for command in (applied, interview, heard_back, pipeline, win):
        read_it = partial(read, command, line, *KNOWN)
        assert attempt(read_it) is not None
