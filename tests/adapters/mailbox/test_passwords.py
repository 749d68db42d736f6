"""Passwords of mailboxes: encrypted, bound to their person, read by old keys too."""

from __future__ import annotations

import pytest

from adapters.app.doctor import check_setup
from adapters.mailbox.settings import MailboxSettings
from adapters.shared.cipher import MissingKey
from bot.domain.people.person import Address
from bot.message import Form
from storage.storage import Storage
from tests.adapters.mailbox.server import LOGIN, PASSWORD
from tests.adapters.mailbox.watched import ADA, KEY, OLDER, Watched
from tests.bot.mails import NO
from tests.bot.world import Platform, Time, World


async def test_a_password_is_kept_encrypted_and_shown_to_nobody(watched: Watched) -> None:
    said = await watched.is_watched()
    assert PASSWORD not in str(said) + str(await watched.rows())
    assert PASSWORD not in str(await watched.types("/mailbox"))
    wrong = await watched.fills_in(address="ada")
    assert isinstance(wrong.reply, Form)
    assert PASSWORD not in str(wrong.reply)
    line = await watched.types(f"/mailbox {LOGIN} {PASSWORD}")
    assert "revoke it" in line.text
    assert PASSWORD not in str(line)


async def test_an_old_key_still_opens_it_and_the_newest_takes_over(watched: Watched) -> None:
    await watched.is_watched()
    host = watched.server.at
    watched.settings = MailboxSettings((OLDER, KEY), {"jobs.test": "localhost"}, host)
    watched.watcher = watched.another_watcher()
    await watched.sees()
    watched.settings = MailboxSettings((OLDER,), {"jobs.test": "localhost"}, host)
    watched.watcher = watched.another_watcher()
    await watched.server.receives(NO)
    assert await watched.sees() == ["Rejection · Allen Institute (Engineer)"]


async def test_the_doctor_says_when_keys_are_missing(watched: Watched, database_url: str) -> None:
    await watched.is_watched()
    for keys, passed, said in (
        ("", False, "1 cannot be read"),
        (OLDER, False, "No key opens 1 of 1."),
        (f"{OLDER},{KEY}", True, "The keys open all 1."),
    ):
        given = {"FOLLOWTHROUGH_DATABASE_URL": database_url, "FOLLOWTHROUGH_KEYS": keys}
        checks = {check.name: check async for check in check_setup(given)}
        assert checks["mailboxes"].passed is passed
        assert said in checks["mailboxes"].found


def test_a_password_is_bound_to_its_person() -> None:
    settings = MailboxSettings((KEY,))
    encrypted = settings.encrypt(PASSWORD, ADA.address)
    assert settings.decrypt(encrypted, ADA.address) == PASSWORD
    with pytest.raises(MissingKey):
        settings.decrypt(encrypted, Address("chat", "", "bob"))


async def test_without_keys_the_answer_says_what_the_operator_sets(storage: Storage) -> None:
    said = await World(storage, Platform(), Time()).types("/mailbox")
    assert "FOLLOWTHROUGH_KEYS" in said.text
