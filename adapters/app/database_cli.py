"""The commands about a whole database: migrate, backup, restore, move.

Everything heavy is imported where it is used, so that `--help` comes at once.
"""

from __future__ import annotations

from collections.abc import Coroutine
from pathlib import Path
from typing import Annotated, Any

import typer

from adapters.app.cli_options import BAD_OPTION, BadOption, choose_database

_BACKUP = Annotated[Path, typer.Argument(metavar="FILE", help="The file of the backup.")]
_DATABASE = Annotated[
    str | None,
    typer.Option(metavar="URL", help="Which database, if not the one of the settings."),
]


def migrate(
    database: Annotated[
        str | None, typer.Option(metavar="URL", help="Which one, as a SQLAlchemy URL.")
    ] = None,
) -> None:
    """Bring a database to the newest version; one that is there already stays as it is."""
    import asyncio

    from adapters.app.chat import migrate as upgrade
    from adapters.app.env_file import read_environment
    from adapters.shared.environment import BadSetting

    try:
        asyncio.run(upgrade(database or choose_database(read_environment())))
    except (BadOption, BadSetting) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(BAD_OPTION) from None
    typer.echo("The database is up to date.")


def backup(file: _BACKUP, database: _DATABASE = None) -> None:
    """Write everything into a file, also while the bot serves."""
    from adapters.app.copies import back_up

    _run(back_up(file, database))


def restore(
    file: _BACKUP,
    database: _DATABASE = None,
    replace: Annotated[bool, typer.Option("--replace", help="Empty that database first.")] = False,
) -> None:
    """Read a backup into a database, while the bot is stopped."""
    from adapters.app.copies import restore_file

    _run(restore_file(file, database, replace=replace))


def move(
    source: Annotated[str, typer.Argument(metavar="FROM", help="The URL of the database.")],
    target: Annotated[str, typer.Argument(metavar="TO", help="The URL of an empty one.")],
) -> None:
    """Copy everything into another database, such as from SQLite to PostgreSQL."""
    from adapters.app.copies import move_database

    _run(move_database(source, target))


def _run(work: Coroutine[Any, Any, str]) -> None:
    """Runs a command and prints its answer, or the reason why it did not work."""
    import asyncio

    from adapters.app.backup_file import UnusableFile
    from adapters.shared.environment import BadSetting
    from storage.errors import StorageError

    try:
        typer.echo(asyncio.run(work))
    except (BadSetting, StorageError, UnusableFile) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(BAD_OPTION) from None
