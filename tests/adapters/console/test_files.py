"""Files that the bot hands over are saved in a folder, and nothing there is overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.adapters.console.process import chat


def test_an_export_is_saved_and_its_path_said(tmp_path: Path) -> None:
    done = chat("/applied Acme", "/export", more=("--files", str(tmp_path / "mine")))
    path = Path(done.last["file"])
    assert path.parent == tmp_path / "mine"
    assert "Acme" in path.read_text("utf-8")
    assert "Acme" not in path.name


def test_a_second_export_keeps_the_first(tmp_path: Path) -> None:
    options = ("--files", str(tmp_path))
    done = chat("/applied Acme", "/export csv", "/applied Globex", "/export csv", more=options)
    first, second = (Path(one["file"]) for one in done.things if one["file"])
    assert "Globex" not in first.read_text("utf-8")
    assert "Globex" in second.read_text("utf-8")


def test_a_folder_that_cannot_be_written_to_is_an_error_that_names_the_option(
    tmp_path: Path,
) -> None:
    taken = tmp_path / "taken"
    taken.write_text("a file")
    done = chat("/applied Acme", "/export", more=("--files", str(taken)))
    assert done.last["kind"] == "error"
    assert "--files" in done.last["text"]


@pytest.mark.parametrize("line", ["/export", "export my data"])
def test_nothing_to_export_says_what_to_do(line: str, tmp_path: Path) -> None:
    done = chat(line, more=("--files", str(tmp_path)))
    assert done.last["file"] is None
    assert "applied Acme" in done.last["text"]


def test_the_numbers_come_with_the_funnel_as_a_picture(tmp_path: Path) -> None:
    done = chat("/applied Acme", "/stats", more=("--files", str(tmp_path)))
    path = Path(done.last["picture"])
    assert path == tmp_path / "funnel.png"
    assert path.read_bytes().startswith(b"\x89PNG")
    assert dict(done.last["facts"])["Shots taken"] == "1"
