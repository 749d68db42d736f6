"""The evidence kept of a person's mails."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Row, Select, bindparam, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.applications.application import Application
from bot.domain.mail.evidence import MailEvidence
from bot.domain.mail.reading import MailKind
from storage.repositories.repository import Repository, among, insert_if_new
from storage.tables import dismissed_mails, mail_evidence

_MINE = select(mail_evidence).where(mail_evidence.c.person_id == bindparam("me"))
_BY_KEY = _MINE.where(mail_evidence.c.key == bindparam("key"))
_BY_APPLICATION = _MINE.where(mail_evidence.c.application_id == bindparam("which")).order_by(
    mail_evidence.c.on_day, mail_evidence.c.id
)
_BY_APPLICATIONS = _MINE.where(among(mail_evidence.c.application_id)).order_by(
    mail_evidence.c.on_day, mail_evidence.c.id
)
_BY_EVENT = (
    _MINE.where(mail_evidence.c.uid == bindparam("uid"))
    .order_by(mail_evidence.c.sequence.desc(), mail_evidence.c.id.desc())
    .limit(1)
)
_DISMISSED = select(dismissed_mails.c.key).where(
    dismissed_mails.c.person_id == bindparam("me"), dismissed_mails.c.key == bindparam("key")
)

_SUBJECTS = (
    select(
        mail_evidence.c.person_id,
        mail_evidence.c.application_id,
        mail_evidence.c.sender_domain,
        mail_evidence.c.subject,
    )
    .where(
        among(mail_evidence.c.person_id, "people"),
        among(mail_evidence.c.application_id),
        mail_evidence.c.subject != "",
    )
    .order_by(mail_evidence.c.on_day, mail_evidence.c.id)
)


class Mails(Repository):
    """The evidence kept of a person's mails."""

    async def logged(self, key: str) -> MailEvidence | None:
        """Returns the mail of that key, if it was logged."""
        return next(iter(await self._all(_BY_KEY, key=key)), None)

    async def dismissed(self, key: str) -> bool:
        """True if the person said of the mail of that key that it is none of an application's."""
        found = await self._connection.execute(_DISMISSED, {"me": self._me, "key": key})
        return found.first() is not None

    async def of_application(self, application: int) -> Sequence[MailEvidence]:
        """Returns the mails that were logged for an application, the oldest first."""
        return await self._all(_BY_APPLICATION, which=application)

    async def of_applications(self, applications: Sequence[int]) -> Sequence[MailEvidence]:
        """Returns the mails that were logged for several applications, the oldest first."""
        return await self._all(_BY_APPLICATIONS, ids=list(applications))

    async def of_event(self, uid: str) -> MailEvidence | None:
        """Returns the latest logged version of an invitation."""
        return next(iter(await self._all(_BY_EVENT, uid=uid)), None)

    async def keep(self, evidence: MailEvidence, change: int) -> None:
        """Keeps what a logged mail proves; `change` is the one that logged it."""
        await self._connection.execute(
            insert(mail_evidence),
            {"person_id": self._me, "change_id": change, **row_of(evidence)},
        )
        await self._connection.execute(
            delete(dismissed_mails).where(
                dismissed_mails.c.person_id == self._me, dismissed_mails.c.key == evidence.key
            )
        )

    async def dismiss(self, key: str) -> None:
        """Keeps of a mail that is none of an application's its key alone."""
        await self._connection.execute(
            insert_if_new(self._connection, dismissed_mails).values(person_id=self._me, key=key)
        )

    async def erase_of_change(self, change: int) -> int:
        """Erases the mails that a change logged; returns how many."""
        erased = await self._connection.execute(
            delete(mail_evidence).where(
                mail_evidence.c.person_id == self._me, mail_evidence.c.change_id == change
            )
        )
        if erased.rowcount:
            self._scope.erased = True
        return erased.rowcount

    async def _all(self, statement: Select[Any], **values: Any) -> Sequence[MailEvidence]:
        rows = await self._connection.execute(statement, {"me": self._me, **values})
        return [_evidence(row) for row in rows]


def row_of(evidence: MailEvidence) -> dict[str, Any]:
    """Returns what a logged mail proves as it is stored, without its person and its change."""
    return {
        "application_id": evidence.application,
        "key": evidence.key,
        "message_id": evidence.message_id,
        "kind": evidence.kind.value,
        "on_day": evidence.on,
        "sender_domain": evidence.sender_domain,
        "sentence": evidence.sentence,
        "subject": evidence.subject,
        "uid": evidence.uid,
        "sequence": evidence.sequence,
        "organizer": evidence.organizer,
        "booking_id": evidence.booking,
    }


def _evidence(row: Row[*tuple[Any, ...]]) -> MailEvidence:
    return MailEvidence(
        application=row.application_id,
        key=row.key,
        kind=MailKind(row.kind),
        on=row.on_day,
        message_id=row.message_id,
        sender_domain=row.sender_domain,
        sentence=row.sentence,
        subject=row.subject,
        uid=row.uid,
        sequence=row.sequence,
        organizer=row.organizer,
        booking=row.booking_id,
    )


async def add_mail_subjects(
    connection: AsyncConnection, found: Mapping[int, Mapping[int, Application]]
) -> Mapping[int, Mapping[int, Application]]:
    """Returns applications, by person, with the subject of the mail that a letter answers."""
    asked = {"people": list(found), "ids": [id for theirs in found.values() for id in theirs]}
    last: dict[tuple[int, int, str], str] = {}
    for row in await connection.execute(_SUBJECTS, asked):
        last[row.person_id, row.application_id, row.sender_domain or ""] = row.subject
    return {
        person: {
            id: replace(one, mail_subject=last.get((person, id, _domain(one))))
            for id, one in theirs.items()
        }
        for person, theirs in found.items()
    }


def _domain(application: Application) -> str:
    """Returns where the application's address is; *@* of one that has none."""
    return (application.email or "@").rpartition("@")[2].casefold() or "@"
