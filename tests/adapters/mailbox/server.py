"""A real IMAP server over TLS, in this process: pymap, with a certificate by trustme."""

from __future__ import annotations

import asyncio
import ssl
from argparse import Namespace
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import trustme
from proxyprotocol.reader import ProxyProtocolReader
from pymap.backend.dict import Config, DictBackend, Login
from pymap.imap import IMAPServer
from pymap.parsing.message import AppendMessage
from pymap.user import Passwords, UserMetadata

from adapters.mailbox.settings import ImapServer

LOGIN, PASSWORD = "ada@jobs.test", "app password"  # of a test


@dataclass
class MailServer:
    """A server with one account, and what its owner does there."""

    backend: DictBackend
    at: ImapServer
    lines: set[asyncio.StreamWriter]

    async def receives(self, mail: str, folder: str = "INBOX") -> None:
        identity = self.backend.login.demo_user_identity
        async with identity.new_session() as session:
            box = await session.mailbox_set.get_mailbox(folder)
            await box.append(AppendMessage(mail.encode(), datetime.now(UTC), frozenset()))

    async def flags(self, folder: str = "INBOX") -> list[str]:
        """The flags of each mail, such as that it was seen."""
        identity = self.backend.login.demo_user_identity
        async with identity.new_session() as session:
            box = await session.mailbox_set.get_mailbox(folder)
            return [str(flag) async for one in box.messages() for flag in one.permanent_flags]

    async def changes_password(self, password: str) -> None:
        hashed = await Passwords(self.backend.config).hash_password(password)
        user = UserMetadata(self.backend.config, LOGIN, password=hashed)
        self.backend.login.users_dict[LOGIN] = user

    def closes_the_account(self) -> None:
        self.backend.login.users_dict.clear()


@asynccontextmanager
async def mail_server(folder: Path) -> AsyncIterator[MailServer]:
    authority = trustme.CA()
    ca = folder / "ca.pem"
    authority.cert_pem.write_to_path(str(ca))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("localhost").configure_cert(context)
    config = Config(
        Namespace(passlib_cfg=None, proxy_protocol=None, inherited_sockets=None),
        demo_data=False,
        demo_user=LOGIN,
        demo_password=PASSWORD,
        host="127.0.0.1",
        port=0,
        tls_enabled=False,
        secure_auth=False,
        reject_dnsbl=False,
    )
    config.apply_context()
    backend = DictBackend(Login(config), config)
    await DictBackend._add_demo_user(config, backend.login)
    lines: set[asyncio.StreamWriter] = set()
    protocol = ProxyProtocolReader(config.proxy_protocol)
    serve: Any = protocol.get_callback(IMAPServer(backend.login, config))

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        lines.add(writer)
        try:
            await serve(reader, writer)
        finally:
            lines.discard(writer)

    server = await asyncio.start_server(answer, "127.0.0.1", 0, ssl=context)
    port = server.sockets[0].getsockname()[1]
    async with server:
        yield MailServer(backend, ImapServer("localhost", port, ca), lines)
