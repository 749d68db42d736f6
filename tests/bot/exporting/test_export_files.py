"""A person's data as files: every format holds all of it, and nothing in it can run."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from bot.domain.applications.activity import ActivityKind
from bot.exporting.application_rows import HEADER, application_rows
from bot.exporting.calendar_file import write_calendar
from bot.exporting.csv_file import guard, unguard, write_csv
from bot.exporting.json_file import write_json
from bot.exporting.sankey_text import write_sankey
from bot.exporting.xlsx_file import write_xlsx
from tests.bot.history import Hunt
from tests.bot.texts.people import debriefed, hunt, interviewed, person, wrote

ADA = person()


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_a_row_says_what_became_of_an_application() -> None:
    ada = hunt()
    wrote(ada, "8 Jun")
    debriefed(ada, interviewed(ada))
    step = {ada.application.id: ("Check in with Acme", "2026-06-29 09:00")}
    (row,) = application_rows([ada.application], ADA, ada.at("19 Jun"), step)
    named = dict(zip(HEADER, row, strict=True))
    assert named["Company"] == "Acme"
    assert named["Applied"] == "2026-06-01"
    assert named["Last follow-up"] == "2026-06-08"
    assert named["Interviews"] == "1"
    assert named["Next step"] == "Check in with Acme"
    assert "sourdough" in named["Notes"]


def test_excel_reads_the_csv_as_utf8_with_its_own_line_ends() -> None:
    content = write_csv(("Company",), [("Bäckerei Nord",)])
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b"\r\n")
    assert read_csv(content) == [["Company"], ["Bäckerei Nord"]]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=HYPERLINK(1)"])
def test_no_cell_is_ever_a_formula(cell: str) -> None:
    ((read,),) = read_csv(write_csv((), [(cell,)]))[1:]
    assert read == f"'{cell}"
    book = zipfile.ZipFile(io.BytesIO(write_xlsx(("Company",), [(cell,)])))
    assert "<f>" not in book.read("xl/worksheets/sheet1.xml").decode()


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_the_guard_comes_off_again(cell: str) -> None:
    if not (cell.startswith("'") and guard(cell[1:]) == cell):  # nobody types the guard itself
        assert unguard(guard(cell)) == cell


def test_json_holds_every_activity_also_what_was_taken_back() -> None:
    ada = hunt()
    mistaken = ada.did(ActivityKind.REJECTED, "3 Jun")
    ada.did(ActivityKind.RETRACTED, "3 Jun", of=mistaken.id)
    whole = json.loads(write_json(ADA, [ada.application], {}, (), {}, ada.at("4 Jun")))
    (one,) = whole["applications"]
    assert [a["kind"] for a in one["activities"]] == ["applied", "rejected", "retracted"]
    assert all(a["logged"] for a in one["activities"])
    assert whole["settings"]["zone"] == "Europe/Berlin"
    assert "ada" not in json.dumps(whole["owner"])


def test_a_calendar_has_interviews_at_their_time_and_follow_ups_as_days() -> None:
    ada = hunt()
    interviewed(ada)
    (round,) = ada.application.interviews
    content = write_calendar([(ada.application, round)], [], ada.at("10 Jun"))
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert event.decoded("dtstart") == round.start
    assert str(event["summary"]) == "Interview: Acme (Baker)"
    assert content == write_calendar([(ada.application, round)], [], ada.at("10 Jun"))


def test_the_funnel_counts_each_application_once_and_names_no_company() -> None:
    silent, replied, offered = hunt(), hunt(), hunt()
    replied.did(ActivityKind.HEARD_BACK, "5 Jun")
    replied.did(ActivityKind.REJECTED, "6 Jun")
    interviewed(offered)
    offered.did(ActivityKind.OFFERED, "20 Jun", by=date(2026, 6, 27))
    text = write_sankey([one.application for one in (silent, replied, offered)]).decode()
    assert text.splitlines() == [
        "Applied [1] Interview 1",
        "Applied [1] No answer yet",
        "Applied [1] Reply",
        "Interview 1 [1] Offer",
        "Offer [1] Still open",
        "Reply [1] Rejected",
    ]
    assert "Acme" not in text


def test_nothing_applied_for_is_no_funnel() -> None:
    ada = Hunt()
    ada.did(ActivityKind.PLANNED, "1 Jun", company="Acme")
    assert write_sankey([ada.application]) == b""
