"""Generated files that are committed are up to date (`make generate` renews them)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from adapters.app import settings
from adapters.app.settings import SETTINGS
from adapters.discord import settings as discord_settings
from adapters.mailbox import settings as mailbox_settings
from adapters.shared import environment
from adapters.shared.environment import Setting
from adapters.slack import settings as slack_settings
from tests import doc_pictures, generated


def test_the_documentation_lists_the_commands_as_they_are() -> None:
    assert generated.COMMAND_TABLE.read_text(encoding="utf-8") == generated.command_page()


def test_the_documentation_lists_the_settings_as_they_are() -> None:
    assert generated.SETTING_TABLE.read_text(encoding="utf-8") == generated.setting_page()
    assert generated.ENV_EXAMPLE.read_text(encoding="utf-8") == generated.env_example()


def test_every_setting_that_the_code_names_is_in_the_table() -> None:
    declared = {str(one) for one in SETTINGS}
    named = {
        name
        for root in ("adapters", "storage")
        for file in (doc_pictures.ROOT / root).rglob("*.py")
        for name in re.findall(r"FOLLOWTHROUGH_[A-Z_]+[A-Z]", file.read_text(encoding="utf-8"))
    }
    assert named <= declared
    declarations = [
        value
        for module in (environment, settings, slack_settings, discord_settings, mailbox_settings)
        for value in vars(module).values()
        if isinstance(value, Setting)
    ]
    assert {str(one) for one in declarations} == declared


@pytest.mark.parametrize(
    "page",
    [*doc_pictures.ROOT.glob("*.md"), *(doc_pictures.ROOT / "docs").rglob("*.md")],
    ids=lambda page: page.name,
)
def test_every_file_that_the_documentation_names_is_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = re.findall(r"`((?:bot|adapters|storage|tests|docs|manifests)/[\w./-]*)`", text)
    linked = re.findall(r"\]\((?!https?:)([^)#]+)\)", text)
    missing = [one for one in named if not (doc_pictures.ROOT / one).exists()]
    missing += [one for one in linked if not (page.parent / one).exists()]
    assert missing == []


async def test_the_pictures_show_the_program_as_it_is() -> None:
    for file, drawn in (await doc_pictures.pictures()).items():
        assert file.read_text(encoding="utf-8") == drawn, file
