"""Files of applications are understood row by row; what is not certain is asked, never guessed."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.imports.reading import ImportContext, ImportedRow, TableReading
from bot.importing.read_file import read_table_file

HERE = Path(__file__).parent
EXPECTED = json.loads((HERE / "expected.json").read_text("utf-8"))
CONTEXT = ImportContext(datetime(2026, 6, 1, 8, tzinfo=UTC), "Europe/Berlin")
LEAST_RIGHT = 0.97
ASK = "ask"


@pytest.fixture(scope="module")
def readings() -> dict[str, TableReading]:
    return {
        name: read_table_file((HERE / "files" / name).read_bytes(), name, CONTEXT)
        for name in EXPECTED
    }


def said(row: ImportedRow) -> list[str]:
    day = row.on.isoformat() if row.on else ""
    return [row.company, row.role or "", day, str(row.stage)]


def test_there_are_forty_files_with_1500_rows() -> None:
    assert len(EXPECTED) >= 40
    assert sum(map(len, EXPECTED.values())) >= 1_500


def test_nothing_is_understood_wrongly_and_nearly_everything_right(
    readings: dict[str, TableReading],
) -> None:
    counted: Counter[str] = Counter()
    wrong = []
    for name, expected in EXPECTED.items():
        rows = {str(row.number): row for row in readings[name].rows}
        assert rows.keys() == expected.keys(), name
        for number, row in rows.items():
            if row.problem:
                counted["asked in vain" if expected[number] != ASK else "asked"] += 1
            elif said(row) == expected[number]:
                counted["right"] += 1
            else:
                counted["wrong"] += 1
                wrong.append((name, number, expected[number], said(row)))
    sure = sum(row != ASK for rows in EXPECTED.values() for row in rows.values())
    print(f"\nimports: {dict(counted)} of {counted.total()} rows in {len(EXPECTED)} files")
    assert wrong == []
    assert counted["right"] / sure >= LEAST_RIGHT


def test_what_has_no_place_is_in_the_note(readings: dict[str, TableReading]) -> None:
    for name, reading in readings.items():
        headers = [one.header for one in reading.columns if str(one.meaning) == "note"]
        for row, (_, cells) in zip(reading.rows, reading.table.rows, strict=True):
            for header, cell in zip(reading.table.header, cells, strict=False):
                if header in headers and cell not in ("", "N/A", "null", "none", "None"):
                    assert cell in row.note, (name, row.number, header)
