"""The main messages are as they were last looked at, and valid."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.adapters.slack.snapshots import FOLDER, as_file, taken
from tests.fakes.slack import contracts, limits
from tests.fakes.slack.app import Json

NAMES = sorted(file.stem for file in FOLDER.glob("*.json"))
_TAKEN: dict[str, Json] = {}


@pytest.fixture
async def snapshots() -> Mapping[str, Json]:
    """Every snapshot, taken once for all tests."""
    if not _TAKEN:
        _TAKEN.update(await taken())
    return _TAKEN


async def test_there_is_a_file_for_each(snapshots: Mapping[str, Json]) -> None:
    assert sorted(snapshots) == NAMES


@pytest.mark.parametrize("name", NAMES)
async def test_it_looks_as_it_did(snapshots: Mapping[str, Json], name: str) -> None:
    file = FOLDER / f"{name}.json"
    written = file.read_text(encoding="utf-8")
    how = "If it should look like that now: python -m tests.adapters.slack.snapshots"
    assert as_file(snapshots[name]) == written, how


@pytest.mark.parametrize("name", NAMES)
async def test_it_is_valid(snapshots: Mapping[str, Json], name: str) -> None:
    made = snapshots[name]
    if "type" in made:
        assert contracts.problems_of_view(made) == []
        assert limits.problems_of_view(made) == []
    else:
        assert contracts.problems_of_blocks(made["blocks"]) == []
        assert limits.problems_of_message(made["blocks"]) == []
