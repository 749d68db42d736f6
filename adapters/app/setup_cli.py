"""The commands that set the program up: init, doctor, manifests.

Everything heavy is imported where it is used, so that `--help` comes at once.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from adapters.app.cli_options import BAD_OPTION, INTERRUPTED, PROGRAM, BadOption


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
    program = str(called) if called.name == PROGRAM else PROGRAM
    try:
        passed = asyncio.run(set_up(prompts, os.environ, Path(), start or f"{program} serve"))
    except (BadOption, BadSetting) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(BAD_OPTION) from None
    except KeyboardInterrupt:
        raise typer.Exit(INTERRUPTED) from None
    if not passed:
        raise typer.Exit(1)


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


def manifests(
    folder: Annotated[Path, typer.Argument(help="Where they are.")] = Path("manifests"),
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; say which differ.")
    ] = False,
    all_commands: Annotated[
        bool,
        typer.Option("--all-commands", help="On Slack, register each command under its own name."),
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
