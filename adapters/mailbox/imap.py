"""One poll of a folder by IMAP over verified TLS: read only, and only what is new."""

from __future__ import annotations

import imaplib
import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from imap_tools.errors import MailboxFolderSelectError, MailboxFolderStatusError, MailboxLoginError
from imap_tools.mailbox import MailBox

from adapters.mailbox.safe_address import PrivateAddress, resolve
from adapters.mailbox.settings import ImapServer
from bot.domain.people.mailbox import Mailbox, MailboxFault, MailboxPosition

SECONDS_TO_ANSWER = 20.0
# Of a mail so much is read: the words come before large attachments.
LARGEST_PART = 2 * 1024**2
_SLACK = 64 * 1024
# A server that answers a login so is not asked about the password.
_PASSES = (b"[UNAVAILABLE]", b"[INUSE]", b"[LIMIT]", b"[SERVERBUG]", b"too many")


class PollFailed(Exception):
    """A poll failed, and why."""

    def __init__(self, fault: MailboxFault) -> None:
        self.fault = fault
        super().__init__(str(fault))


@dataclass(frozen=True, slots=True)
class NewMails:
    """The mails that are new, and how far the folder is read with them; `more` wait there."""

    position: MailboxPosition
    mails: tuple[bytes, ...] = ()
    more: bool = False


class FolderReader:
    """Reads what is new in a folder, in a thread of its own; `abort` ends it from another."""

    def __init__(self, server: ImapServer, mailbox: Mailbox, password: str) -> None:
        self._server = server
        self._mailbox = mailbox
        self._password = password
        self._client: _PinnedImap | None = None
        self._aborted = False

    def run(self, since: MailboxPosition | None, most: int) -> NewMails:
        """Reads at most so many new mails; none at a first poll. Raises PollFailed."""
        try:
            with _Box(self._open()) as box:
                self._log_in(box)
                return self._read(box, since, most)
        except PrivateAddress:
            raise PollFailed(MailboxFault.PRIVATE) from None
        except (MailboxFolderStatusError, MailboxFolderSelectError):
            raise PollFailed(MailboxFault.NO_FOLDER) from None
        except (OSError, imaplib.IMAP4.error, ValueError):  # or answers nothing that IMAP knows
            raise PollFailed(MailboxFault.UNREACHABLE) from None

    def abort(self) -> None:
        """Ends the poll: whatever it waits for fails at once."""
        self._aborted = True
        if self._client is not None:
            with suppress(OSError):
                self._client.sock.shutdown(socket.SHUT_RDWR)

    def _open(self) -> _PinnedImap:
        server = self._server
        address = resolve(server.host, server.port, admits_private=server.ca is not None)
        context = ssl.create_default_context(cafile=str(server.ca) if server.ca else None)
        self._client = _PinnedImap(server.host, server.port, address, context)
        if self._aborted:
            raise OSError
        return self._client

    def _log_in(self, box: _Box) -> None:
        login, password = self._mailbox.login, self._password
        enter = box.login if (login + password).isascii() else box.login_utf8
        try:
            enter(login, password, initial_folder=None)
        except imaplib.IMAP4.abort:
            raise
        except (MailboxLoginError, imaplib.IMAP4.error) as refusal:
            said = str(getattr(refusal, "command_result", refusal)).lower().encode()
            passes = any(one.lower() in said for one in _PASSES)
            fault = MailboxFault.UNREACHABLE if passes else MailboxFault.REFUSED
            raise PollFailed(fault) from None

    def _read(self, box: _Box, since: MailboxPosition | None, most: int) -> NewMails:
        folder = self._mailbox.folder
        status = box.folder.status(folder, ["UIDVALIDITY", "UIDNEXT"])
        validity, last = status["UIDVALIDITY"], status["UIDNEXT"] - 1
        if since is None or since.validity != validity:  # renumbered: what was read is not known
            return NewMails(MailboxPosition(validity, last))
        if last <= since.last:
            return NewMails(since)
        box.folder.set(folder, readonly=True)
        # The last mail of all fits `n:*` even where its number is below n.
        found = (int(uid) for uid in box.uids(f"UID {since.last + 1}:*", charset=None))
        new = sorted(uid for uid in found if uid > since.last)
        mails = tuple(filter(None, (self._fetch(box, uid) for uid in new[:most])))
        more = len(new) > most
        read = new[most - 1] if more else max(last, *new, since.last)
        return NewMails(MailboxPosition(validity, read), mails, more)

    def _fetch(self, box: _Box, uid: int) -> bytes | None:
        """Fetches one mail without marking it as read; None if it is gone."""
        _, answer = box.client.uid("FETCH", str(uid), f"(BODY.PEEK[]<0.{LARGEST_PART}>)")
        return next((part[1] for part in answer if isinstance(part, tuple)), None)


class _PinnedImap(imaplib.IMAP4_SSL):
    """A connection to the address that was checked, with the certificate checked for the name."""

    def __init__(self, host: str, port: int, address: str, context: ssl.SSLContext) -> None:
        self._address = address
        super().__init__(host, port, ssl_context=context, timeout=SECONDS_TO_ANSWER)

    def _create_socket(self, timeout: float | None) -> ssl.SSLSocket:
        plain = socket.create_connection((self._address, self.port), timeout)
        try:
            context: ssl.SSLContext = self.ssl_context
            return context.wrap_socket(plain, server_hostname=self.host)
        except BaseException:
            plain.close()
            raise

    def read(self, size: int) -> bytes:
        """Reads what a server announces, if that is no more than was asked for."""
        if size > LARGEST_PART + _SLACK:
            raise self.abort("more than was asked for")
        return super().read(size)


class _Box(MailBox):
    """imap-tools on a connection that is open."""

    def __init__(self, client: _PinnedImap) -> None:
        self._opened = client
        super().__init__()

    def _get_mailbox_client(self) -> imaplib.IMAP4:
        return self._opened

    def __exit__(self, *_: Any) -> None:
        """Says goodbye; a server that does not hear it is left all the same."""
        try:
            self.logout()
        except Exception:  # whatever is wrong with it, it is over
            with suppress(OSError):
                self._opened.shutdown()
