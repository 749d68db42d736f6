"""Explains what is wrong with a database, in a sentence that says what to do."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError

from bot.ports.unavailable import StorageObstacle, Unavailable


class StorageError(Unavailable):
    """The database cannot be used; the message is for the operator."""


UNUSABLE = "The address of {} has a host or an option that cannot be used: fix the address."

_FULL = "The disk of {} is full: make room."
# By what the drivers say or are called; the first that fits is taken.
_OBSTACLES = {
    "readonly database": StorageObstacle.READ_ONLY,
    "ReadOnlySQLTransaction": StorageObstacle.READ_ONLY,
    "database is locked": StorageObstacle.BUSY,
    "LockNotAvailable": StorageObstacle.BUSY,
    "TooManyConnections": StorageObstacle.BUSY,
    "disk is full": StorageObstacle.DISK_FULL,
    "DiskFull": StorageObstacle.DISK_FULL,
}
_SAYINGS = (
    ("file is not a database", "{} is not a database: choose another file, or move it away."),
    ("disk image is malformed", "{} is damaged: restore a backup."),
    ("encrypted", "{} is not a database: choose another file, or move it away."),
    (
        "readonly database",
        "{} cannot be written to: give the program the right to write to the file and its folder.",
    ),
    (
        "unable to open database file",
        "{} cannot be opened: see that it is a file, and that the program may read and"
        " write it and its folder.",
    ),
    ("database is locked", "{} is in use by another program: stop that one, or try again."),
    ("disk is full", _FULL),
    ("DiskFull", _FULL),
    (
        "ReadOnlySQLTransaction",
        "PostgreSQL lets nobody write to {}: make it the primary, or name the primary's address.",
    ),
    ("LockNotAvailable", "{} is held by another program: see what holds its locks."),
    ("disk i/o error", "The disk of {} fails: look at the disk, then restore a backup."),
    (
        "unexpected keyword argument",
        "The address of {} ends in an option that the driver does not know: take it out.",
    ),
    (
        "root certificate",
        "The root certificate of {} cannot be read: put it into ~/.postgresql/root.crt, or name"
        " its file in PGSSLROOTCERT.",
    ),
    ("ClientConfiguration", UNUSABLE),
    ("InvalidPassword", "PostgreSQL refuses the user or the password for {}: fix the address."),
    ("InvalidAuthorization", "PostgreSQL refuses the user for {}: fix the address."),
    ("InvalidCatalogName", "PostgreSQL has no database {}: create it, or fix the address."),
    ("TooManyConnections", "PostgreSQL has no connection left for {}: raise its limit."),
    ("InsufficientPrivilege", "PostgreSQL lets the user change nothing in {}: grant the rights."),
)
_UNREACHABLE = "PostgreSQL does not answer at {}: see that it runs, and that the address is right."


def explain(error: BaseException, place: str) -> StorageError | None:
    """Returns the explanation of a driver's error, if it is one that an operator can fix."""
    cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
    said = " ".join(
        f"{type(one).__name__} {one}".lower() for one in (cause, cause.__cause__) if one is not None
    )
    for saying, sentence in _SAYINGS:
        if saying.lower() in said:
            obstacle = _OBSTACLES.get(saying, StorageObstacle.UNUSABLE)
            return StorageError(sentence.format(place), obstacle)
    if isinstance(cause, OSError) or (
        isinstance(error, DBAPIError) and error.connection_invalidated
    ):
        return StorageError(_UNREACHABLE.format(place), StorageObstacle.UNREACHABLE)
    return None
