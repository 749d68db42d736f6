"""The share of the corpus's mails that are read right, by kind and by value."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC
from statistics import median
from zoneinfo import ZoneInfo

from bot.domain.mail.reading import MailMoment, Reading
from bot.mail.deciding.phrase import plain
from bot.mail.names.company_names import company_key
from bot.mail.read_mail import read_mails
from tests.bot.mail.corpus import CONTEXT, READER_ZONE, Expected
from tests.bot.mail.formats import as_sent


@dataclass
class Scores:
    """Counts of what was right, and a line for all that was not."""

    right: dict[str, int] = field(default_factory=dict)
    of: dict[str, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def count(self, name: str, right: bool) -> None:
        """Counts one more of that name."""
        self.of[name] = self.of.get(name, 0) + 1
        self.right[name] = self.right.get(name, 0) + right

    def percent(self, name: str) -> float:
        """The share that was right; 100 where there was none."""
        return 100 * self.right.get(name, 0) / self.of[name] if self.of.get(name) else 100.0

    @property
    def milliseconds(self) -> float:
        """The median time that one mail took."""
        return 1000 * median(self.seconds)

    def __str__(self) -> str:
        rows = [
            f"{name:22} {self.percent(name):5.1f}%  ({self.right[name]}/{self.of[name]})"
            for name in self.of
        ]
        return "\n".join([*rows, f"{'median':22} {self.milliseconds:5.1f} ms a mail"])


def score(mails: Iterable[Expected]) -> Scores:
    """Reads every mail in its form and counts."""
    scores = Scores()
    for mail in mails:
        sent = as_sent(mail)
        began = time.perf_counter()
        reading = read_mails(sent, CONTEXT)[0]
        scores.seconds.append(time.perf_counter() - began)
        _count(scores, mail, reading)
    return scores


def _count(scores: Scores, mail: Expected, reading: Reading) -> None:
    said_no, is_no = reading.kind == "rejected", mail.kind == "rejected"
    if said_no:
        scores.count("rejections: precision", is_no)
    if is_no:
        scores.count("rejections: recall", said_no)
    got = {
        "kind": reading.kind.value,
        "company": reading.company or "-",
        "role": reading.role or "-",
        "writer": f"{reading.writer.name or ''} <{reading.writer.address or ''}>",
        "moment": str([instant(one) for one in reading.moments]),
    }
    rights = {
        "kind": reading.kind == mail.kind,
        "company": same_company(reading.company, mail.company),
        "role": plain(reading.role or "-") == plain(mail.role),
        "writer": _same_writer(reading, mail.writer),
        "moment": [(one.value, one.deadline) for one in mail.moments]
        == [(instant(one), one.deadline) for one in reading.moments],
    }
    judged = {
        "kind": True,
        "company": mail.company != "-",
        "role": mail.role != "-",
        "writer": mail.writer != "-",
        "moment": bool(mail.moments),
    }
    for name, right in rights.items():
        if judged[name]:
            scores.count(name, right)
            if not right:
                wanted = getattr(mail, name, mail.moments)
                scores.faults.append(
                    f"{mail.where} [{mail.form}] {name}: {wanted} ≠ {got[name]} | {reading.because}"
                )
    if not mail.moments and mail.kind != "noise" and reading.kind == mail.kind:
        scores.count("no moment made up", not reading.moments)
        if reading.moments:
            scores.faults.append(f"{mail.where} [{mail.form}] made up: {got['moment']}")


def instant(moment: MailMoment) -> str:
    """A moment as the corpus compares it: in UTC, or a day alone."""
    if not moment.timed:
        return moment.start.date().isoformat()
    zone = ZoneInfo(moment.zone or READER_ZONE)
    return moment.start.replace(tzinfo=zone).astimezone(UTC).isoformat()


def same_company(read: str | None, wanted: str) -> bool:
    """True for the same name but for case, accents and legal form."""
    return company_key(read or "-") == company_key(wanted) if read else wanted == "-"


def _same_writer(reading: Reading, wanted: str) -> bool:
    name, _, address = wanted.partition("<")
    name, address = name.strip(), address.strip(" >")
    name = name.removeprefix("Dr. ").removeprefix("Herr ")
    read = (reading.writer.name or "").removeprefix("Dr. ")
    return (not name or read == name) and (reading.writer.address or "") == address
