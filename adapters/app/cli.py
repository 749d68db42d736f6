"""The command line: the program, and the commands that talk, serve and read a mail.

Those of a database and of the setup are in files of their own. The work of each command is
imported where it is used, so that `--help` comes at once.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from adapters.app import database_cli, setup_cli
from adapters.app.cli_options import BAD_OPTION, INTERRUPTED, PROGRAM, BadOption, choose_database

cli = typer.Typer(
    name=PROGRAM,
    help="Makes sure a job seeker follows up.",
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"followthrough {version('followthrough')}")
        raise typer.Exit


@cli.callback()
def show_options(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Show it.")
    ] = False,
) -> None:
    """Makes sure a job seeker follows up."""


def chat(
    json: Annotated[
        bool, typer.Option("--json", help="Write one JSON object per thing seen.")
    ] = False,
    database: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Where to keep things, as a SQLAlchemy URL."),
    ] = None,
    clock: Annotated[
        str | None,
        typer.Option(
            metavar="MOMENT", help="Let time stand still there, such as 2026-06-01T10:00."
        ),
    ] = None,
    zone: Annotated[
        str | None, typer.Option(metavar="ZONE", help="Where you live, such as Europe/Berlin.")
    ] = None,
    files: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help="Where files are saved; at first the folder followthrough-files."
        ),
    ] = None,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Empty the file that --database names first.")
    ] = False,
) -> None:
    """Talk to the bot here, with a clock that you can move."""
    import asyncio

    from adapters.app.chat import chat as talk

    try:
        asyncio.run(
            talk(json=json, database=database, clock=clock, zone=zone, files=files, fresh=fresh)
        )
    except BadOption as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(BAD_OPTION) from None
    except KeyboardInterrupt:
        raise typer.Exit(INTERRUPTED) from None


def serve() -> None:
    """Serve Slack and Discord, as the environment and .env say."""
    import asyncio
    import os

    from adapters.app import log_setup
    from adapters.app.env_file import read_environment
    from adapters.app.serve import ShutdownTimeout
    from adapters.app.serve import serve as serve_platforms
    from adapters.app.settings import Settings
    from adapters.discord.inbound.gateway import GatewayLost
    from adapters.shared.environment import BadSetting
    from adapters.slack.inbound.socket_receiver import SocketLost
    from storage.errors import StorageError

    log_setup.configure(operator_errors=(StorageError,))
    try:
        with asyncio.Runner() as runner:
            try:
                runner.run(serve_platforms(Settings.read(read_environment())))
            except ShutdownTimeout:
                # Deliveries that are not settled are sent after the next start.
                os._exit(1)
    except (BadSetting, StorageError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(BAD_OPTION) from None
    except (GatewayLost, SocketLost) as error:
        # A supervisor restarts the process with a new connection.
        typer.echo(f"The connection stayed dead: {error}", err=True)
        raise typer.Exit(1) from None


def mail(
    file: Annotated[Path, typer.Argument(help="An .eml, .mbox or .ics file.")],
    person: Annotated[
        str | None,
        typer.Option(
            "--for",
            metavar="PERSON",
            help="Send its card to slack:TEAM/USER or discord:ID; a press there logs it.",
        ),
    ] = None,
    database: Annotated[
        str | None, typer.Option(metavar="URL", help="Where that person is known.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print what is read as JSON, and keep nothing.")
    ] = False,
) -> None:
    """Read a mail about an application, and send what it says to the person whose it is."""
    import asyncio

    from adapters.app.env_file import read_environment
    from adapters.app.mail import queue_mail_file, read_mail_file
    from adapters.shared.environment import BadSetting

    try:
        if dry_run:
            for line in asyncio.run(read_mail_file(file)):
                typer.echo(line)
        elif person is None:
            raise BadOption("Say whose it is (--for slack:TEAM/USER, discord:ID), or --dry-run.")
        else:
            url = database or choose_database(read_environment())
            typer.echo(asyncio.run(queue_mail_file(file, person, url)))
    except (BadOption, BadSetting) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(BAD_OPTION) from None


# In the order of `--help`.
for command in (
    chat,
    database_cli.migrate,
    database_cli.backup,
    database_cli.restore,
    database_cli.move,
    setup_cli.init,
    serve,
    setup_cli.doctor,
    mail,
    setup_cli.manifests,
):
    cli.command()(command)


def main() -> None:
    """Runs the program `followthrough`."""
    cli()
