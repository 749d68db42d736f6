"""The record on paper: tagged, on the right paper, and nothing in it can run."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from adapters.shared.child_process import ChildProcess
from adapters.shared.typesetter import ChildTypesetter
from bot.domain.work_search.entry import SearchEntry, SearchKind
from bot.domain.work_search.profile import profile_of
from bot.domain.work_search.record import SearchRecord, make_record
from bot.exporting.spelled_signs import NOTE, pictures_in, spell_signs
from bot.exporting.work_search_pdf import paper_json, write_pdf
from bot.ports.typesetter import NotTypeset
from bot.texts.work_search_paper import paper_of
from tests.bot.texts.people import person
from tests.bot.world import World
from tests.timeouts import HANG

NOW = datetime(2026, 6, 5, 10, tzinfo=UTC)
EVIL = [
    *('#read("x")', "=HYPERLINK(1)", "*bold* _it_ $x$ #import", "</script>"),
    *("\\#{}[]", "日本語 😀 العربية"),
]


def record(office: str, *names: str) -> SearchRecord:
    profile = profile_of(office)
    made = make_record(
        profile, profile.rule.around(date(2026, 6, 5)), (), (), {}, (), ZoneInfo("UTC"), NOW
    )
    entries = [
        SearchEntry(SearchKind.APPLICATION, date(2026, 6, 1), NOW, employer=one, notes=one)
        for one in names
    ]
    return SearchRecord(profile, made.period, entries, made.progress)


def test_the_page_is_tagged_for_screen_readers() -> None:
    content = write_pdf(paper_json(paper_of(record("NY", "Acme"), person())))
    assert content.startswith(b"%PDF-")
    assert b"/MarkInfo" in content
    assert b"pdfuaid:part" in content


@pytest.mark.parametrize(("office", "letter"), [("NY", True), ("NL from 2026-06-01", False)])
def test_new_york_gets_letter_and_the_netherlands_a4(office: str, letter: bool) -> None:
    paper = paper_of(record(office, "Acme"), person())
    assert paper.letter is letter
    assert (b"792 612" in write_pdf(paper_json(paper))) is letter


def test_what_people_wrote_is_never_markup() -> None:
    paper = paper_of(record("NY", *EVIL), person())
    assert [row[2] for row in paper.rows] == EVIL
    assert write_pdf(paper_json(paper)).startswith(b"%PDF-")


@pytest.mark.parametrize(
    "name",
    [
        "株式会社日本語",
        "公司名称",
        "한국어",
        "شركة العربية",
        "บริษัทไทย",
        "देवनागरी",
        "Łódź Ωμέγα Привет",
    ],
)
def test_names_in_other_scripts_are_printed_as_they_are(name: str) -> None:
    paper = paper_json(paper_of(record("NY", name), person()))
    with_fonts = write_pdf(paper)
    assert b"pdfuaid:part" in with_fonts  # which no page with a box may call itself


def test_a_sign_that_no_font_has_is_written_as_its_name() -> None:
    paper = paper_json(paper_of(record("NY", "Ada 👍🏽 க"), person()))
    said = json.loads(spell_signs(paper, {*pictures_in(paper), "க"}))
    assert said["rows"][0][2] == "Ada (thumbs up sign) (tamil letter ka)"
    assert said["notes"][-1] == NOTE
    assert b"pdfuaid:part" in write_pdf(paper)


def test_a_page_without_such_signs_says_nothing_of_them() -> None:
    paper = paper_json(paper_of(record("NY", "Acme"), person()))
    assert spell_signs(paper, pictures_in(paper)) == paper


async def test_a_record_is_set_in_the_child_and_a_hopeless_one_is_refused() -> None:
    child = ChildProcess(seconds=HANG)
    try:
        setter = ChildTypesetter(child)
        assert (await setter.record(paper_of(record("NY", "Acme"), person()))).startswith(b"%PDF")
        hurried = ChildTypesetter(ChildProcess(most_waiting=0))
        with pytest.raises(NotTypeset):
            await hurried.record(paper_of(record("NY", "Acme"), person()))
    finally:
        await child.aclose()


async def test_the_file_comes_with_the_period_in_its_name(world: World) -> None:
    await world.types("settings office NY")
    await world.types("applied Acme")
    said = await world.types("worklog pdf")
    assert said.file is not None
    assert said.file.name == "work-search-2026-06-01.pdf"
    assert said.file.content.startswith(b"%PDF-")
