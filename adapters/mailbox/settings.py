"""The settings for mailboxes, and what the operator has set up with them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from adapters.shared.cipher import Cipher, MissingKey
from adapters.shared.environment import BadSetting, Setting, read_keys, read_value
from bot.domain.people.person import Address
from bot.mail.mail_hosts import KNOWN, domain_of

IMAPS = 993
HOSTS = Setting(
    "MAIL_HOSTS",
    "IMAP servers beside the known providers', for mailboxes that people have watched: "
    "`DOMAIN=SERVER` of each domain, separated by commas. TLS at port 993 alone.",
    "a mailbox at another provider",
    "example.org=imap.example.org",
)
TEST_SERVER = Setting(
    "MAIL_TEST_SERVER",
    "For tests alone: `SERVER:PORT` of the one IMAP server that may be at a private address.",
    "tests",
    "localhost:9993",
)
TEST_CA = Setting(
    "MAIL_TEST_CA",
    "For tests alone: the file of the authority that signed that server's certificate.",
    "tests",
    "/tmp/ca.pem",  # noqa: S108  # an example
)
SETTINGS = (HOSTS, TEST_SERVER, TEST_CA)


@dataclass(frozen=True, slots=True)
class ImapServer:
    """The address of an IMAP server; `ca` is the file of an authority of its own, for tests.

    Only a server with one may be at a private address.
    """

    host: str
    port: int = IMAPS
    ca: Path | None = None


class MailboxSettings:
    """The keys of passwords, the servers of addresses (`bot.ports.mailbox_queue.MailboxSetup`)."""

    def __init__(
        self,
        keys: tuple[str, ...],
        hosts: Mapping[str, str] | None = None,
        test_server: ImapServer | None = None,
    ) -> None:
        self._cipher = Cipher(keys)
        self._hosts = {**KNOWN, **(hosts or {})}
        self._test_server = test_server

    def host_of(self, login: str) -> str | None:
        """Returns the IMAP server of an e-mail address; None for a provider that is not known."""
        return self._hosts.get(domain_of(login))

    def server(self, host: str) -> ImapServer:
        """Returns where a server is."""
        test = self._test_server
        return test if test and test.host == host else ImapServer(host)

    def encrypt(self, password: str, owner: Address) -> str:
        """Encrypts an app password, bound to the account that gave it."""
        return self._cipher.encrypt(json.dumps({**asdict(owner), "password": password}).encode())

    def decrypt(self, encrypted: str, owner: Address) -> str:
        """Decrypts an app password. Raises MissingKey, also for another account's."""
        clear = json.loads(self._cipher.decrypt(encrypted))
        password = clear.pop("password")
        if clear != asdict(owner):
            raise MissingKey
        return str(password)

    def reencrypted(self, encrypted: str) -> str:
        """Returns it as encrypted with the newest key. Raises MissingKey."""
        return self._cipher.reencrypted(encrypted) or encrypted


def read_mailbox(environment: Mapping[str, str]) -> MailboxSettings | None:
    """Reads the settings for mailboxes; None without keys. Raises BadSetting."""
    hosts = dict(
        _pair(one) for one in (read_value(environment, HOSTS) or "").split(",") if one.strip()
    )
    server = _test_server(read_value(environment, TEST_SERVER), read_value(environment, TEST_CA))
    found = read_keys(environment)
    return MailboxSettings(found, hosts, server) if found else None


def _pair(text: str) -> tuple[str, str]:
    domain, equals, host = (part.strip().lower() for part in text.partition("="))
    if not (domain and equals and host) or set("@/: ") & set(domain + host):
        raise BadSetting(f"{HOSTS} is written as example.org=imap.example.org, by commas.")
    return domain, host


def _test_server(server: str | None, ca: str | None) -> ImapServer | None:
    if server is None:
        return None
    host, _, port = server.rpartition(":")
    if not (host and port.isdecimal() and ca):
        raise BadSetting(f"{TEST_SERVER} is written as localhost:9993, and needs {TEST_CA}.")
    return ImapServer(host, int(port), Path(ca))
