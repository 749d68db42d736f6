"""What is generated and committed says what it would say today (`make generate` renews it)."""

from __future__ import annotations

from tests import generated


def test_the_readme_lists_the_commands_as_they_are() -> None:
    assert generated.README.read_text(encoding="utf-8") == generated.readme()


async def test_the_picture_shows_the_program_as_it_is() -> None:
    assert generated.PICTURE.read_text(encoding="utf-8") == await generated.picture()
