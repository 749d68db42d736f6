"""Addresses of mail servers: private ones are refused, and providers are named by domain."""

from __future__ import annotations

import pytest

from adapters.mailbox.safe_address import PrivateAddress, is_public, resolve
from adapters.mailbox.settings import read_mailbox
from adapters.shared.environment import BadSetting
from bot.message import Form
from tests.adapters.mailbox.watched import Watched


async def test_providers_that_cannot_be_read_are_named(watched: Watched) -> None:
    for address, said in (
        ("ada@outlook.com", "September 2024"),
        ("ada@nowhere.example", "FOLLOWTHROUGH_MAIL_HOSTS"),
    ):
        answer = await watched.fills_in(address=address)
        assert isinstance(answer.reply, Form)
        assert said in str(answer.reply.errors["address"])


PRIVATE = (
    "127.0.0.1 10.0.0.8 192.168.1.1 169.254.169.254 0.0.0.0 224.0.0.1 ::1 fe80::1%eth0 fc00::1"
    " ::ffff:127.0.0.1 2002:7f00:1:: 64:ff9b::7f00:1 none"
)


@pytest.mark.parametrize("address", PRIVATE.split())
def test_a_private_address_is_none_to_connect_to(address: str) -> None:
    assert not is_public(address)


def test_a_name_that_leads_home_is_refused() -> None:
    assert is_public("142.250.1.108")
    with pytest.raises(PrivateAddress):
        resolve("localhost", 993)


@pytest.mark.parametrize("hosts", ["example.org", "example.org=", "a@b.c=imap.b.c", "a=b:143"])
def test_a_server_is_named_by_domain(hosts: str) -> None:
    with pytest.raises(BadSetting, match="FOLLOWTHROUGH_MAIL_HOSTS"):
        read_mailbox({"FOLLOWTHROUGH_MAIL_HOSTS": hosts})
