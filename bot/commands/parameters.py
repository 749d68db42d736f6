"""Parameters that many commands have."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from bot.command import ApplicationRef, Arg, ArgKind
from bot.parsing.job_sites import PLACES

Mine = Annotated[ApplicationRef, Arg("Which company?")]
On = Annotated[date | None, Arg("When?", word="on", past=True, bare=True, hint="DATE")]
Via = Annotated[
    str | None,
    Arg("How did you find it?", word="via", words=("through",), hint="SOURCE", places=PLACES),
]

# Named by its path at the console; elsewhere a file is dropped.
FilePath = Annotated[str | None, Arg("Which file?", kind=ArgKind.LONG_TEXT, bare=True, hint="FILE")]

# Bound by a button alone.
Round = Annotated[int | None, Arg(kind=ArgKind.ID, hidden=True)]
GroupId = Annotated[int | None, Arg(kind=ArgKind.ID, hidden=True)]
# What an import waits under.
PendingFile = Annotated[str, Arg(hidden=True)]
