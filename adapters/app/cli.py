"""The command line: its commands and their options.

The work is in `chat`, `serve`, `doctor` and `manifests`; they are imported where
they are used, so that `--help` comes at once.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from adapters.app import database_cli
from adapters.app.cli_options import BadOption, choose_database

BAD_OPTION = 2
INTERRUPTED = 130

cli = typer.Typer(
    name="followthrough",
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


@cli.command()
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


@cli.command()
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


for command in (database_cli.backup, database_cli.restore, database_cli.move):
    cli.command()(command)


@cli.command()
def init(
    start: Annotated[
        str | None,
        typer.Option(metavar="COMMAND", help="What its last lines say starts the bot here."),
    ] = None,
) -> None:
    """Ask for what is needed, write .env and Slack's manifest here, and check them.

    Answers may come by pipe, one a line.
    """
    import asyncio
    import os
    import sys

    from rich.console import Console

    from adapters.app.setup.init import init as set_up
    from adapters.app.setup.prompts import Prompts
    from adapters.shared.environment import BadSetting

    prompts = Prompts(Console(highlight=False), sys.stdin)
    called = Path(sys.argv[0])
    program = str(called) if called.name == cli.info.name else str(cli.info.name)
    try:
        passed = asyncio.run(set_up(prompts, os.environ, Path(), start or f"{program} serve"))
    except (BadOption, BadSetting) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(BAD_OPTION) from None
    except KeyboardInterrupt:
        raise typer.Exit(INTERRUPTED) from None
    if not passed:
        raise typer.Exit(1)


@cli.command()
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


@cli.command()
def doctor() -> None:
    """Say what is set up wrongly, and how to fix it."""
    import asyncio

    if not asyncio.run(_run_checks()):
        raise typer.Exit(1)


async def _run_checks() -> bool:
    from adapters.app.doctor import check_env_file, check_setup, refused_setting
    from adapters.app.env_file import NAME, read_environment
    from adapters.shared.environment import BadSetting

    passed = True
    try:
        environment = read_environment()
    except BadSetting as error:
        typer.echo("\n".join(refused_setting(error).lines()))
        return False
    if (file := check_env_file(Path(NAME))) is not None:
        passed = file.passed
        typer.echo("\n".join(file.lines()))
    async for check in check_setup(environment):
        passed = passed and check.passed
        typer.echo("\n".join(check.lines()))
    return passed


@cli.command()
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


@cli.command()
def manifests(
    folder: Annotated[Path, typer.Argument(help="Where they are.")] = Path("manifests"),
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; say which differ.")
    ] = False,
    all_commands: Annotated[
        bool,
        typer.Option("--all-commands", help="At Slack a name of its own for every command."),
    ] = False,
    url: Annotated[
        str | None, typer.Option(metavar="URL", help="Where the bot answers Slack over HTTP.")
    ] = None,
    sync: Annotated[
        bool, typer.Option("--sync", help="Register the commands at Discord, if they differ.")
    ] = False,
) -> None:
    """Write the manifests that register the commands at Slack and Discord, or check them."""
    from adapters.app import manifests
    from adapters.shared.environment import BadSetting

    try:
        if sync:
            typer.echo(manifests.sync_commands())
        elif check:
            outdated = manifests.find_outdated(folder, few=not all_commands, url=url)
            typer.echo("\n".join(f"{name} is not what it would be now." for name in outdated))
            raise typer.Exit(1 if outdated else 0)
        else:
            for name in manifests.write(folder, few=not all_commands, url=url):
                typer.echo(f"written: {name}")
    except BadSetting as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(BAD_OPTION) from None
    except manifests.SyncFailed as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None


def main() -> None:
    """Runs the program `followthrough`."""
    cli()
