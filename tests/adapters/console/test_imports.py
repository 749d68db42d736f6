"""A list at the console: how far reading it has come, and every row beside how it was read."""

from __future__ import annotations

from pathlib import Path

from tests.adapters.console.process import chat


def test_a_long_list_is_shown_row_by_row_and_its_reading_as_it_goes_on(tmp_path: Path) -> None:
    rows = "".join(f"Company {number},Baker,2026-05-04,{'x' * 40}\n" for number in range(1_500))
    (tmp_path / "list.csv").write_text(f"Company,Role,Applied,Notes\n{rows}")
    done = chat(
        f"/import {tmp_path / 'list.csv'}", ".press Cancel", more=("--files", str(tmp_path))
    )
    begun, *_, read, preview, cancelled = done.things
    assert (begun["kind"], begun["text"]) == ("update", "Reading “list.csv”. Nothing is saved yet.")
    assert read["text"] == "Reading “list.csv”: 1,500 of 1,500 rows."
    assert preview["title"] == "1,500 rows: 1,500 understood, 0 need you"
    assert len(preview["items"]) == 1_500
    assert preview["items"][-1]["title"] == "Row 1501: Company 1499"
    assert ["Day", "2026-05-04"] in preview["items"][0]["facts"]
    assert Path(preview["file"]).exists()
    assert (cancelled["title"], cancelled["items"], cancelled["file"]) == ("Cancelled", [], None)
