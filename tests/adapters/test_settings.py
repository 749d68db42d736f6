"""Settings come from an environment that is handed in."""

from __future__ import annotations

from adapters.app.settings import Settings


def test_the_database_is_named_by_the_environment() -> None:
    url = "sqlite+aiosqlite:///hunt.sqlite3"
    assert Settings.read({"FOLLOWTHROUGH_DATABASE_URL": url}) == Settings(url)
    assert Settings.read({"FOLLOWTHROUGH_DATABASE_URL": f"{url}\n"}) == Settings(url)


def test_white_space_around_the_address_is_none_of_it() -> None:
    url = "sqlite+aiosqlite:///hunt.sqlite3"
    assert Settings.read({"FOLLOWTHROUGH_DATABASE_URL": f" {url}\n"}) == Settings(url)


def test_nothing_and_an_empty_value_are_the_same() -> None:
    assert Settings.read({}) == Settings.read({"FOLLOWTHROUGH_DATABASE_URL": ""}) == Settings()
