"""A person who answers `followthrough init`, at a pipe."""

from __future__ import annotations

from collections.abc import Mapping
from io import StringIO
from pathlib import Path

from rich.console import Console

from adapters.app.setup.init import init
from adapters.app.setup.prompts import Prompts


async def sets_up(
    folder: Path, *answers: str, environment: Mapping[str, str] | None = None
) -> tuple[bool, str]:
    """Answers every question; whether all is well then, and what was printed."""
    screen = StringIO()
    typed = StringIO("".join(f"{answer}\n" for answer in answers))
    questions = Prompts(Console(file=screen, highlight=False), typed)
    passed = await init(questions, environment or {}, folder, "followthrough serve")
    assert not typed.read(), "not every answer was asked for"
    return passed, screen.getvalue()
