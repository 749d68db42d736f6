"""Starts the program where it finds this tree, and no `.env` of a developer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
FAR_AWAY = "/"


def options(environment: dict[str, str], folder: str = FAR_AWAY) -> dict[str, Any]:
    """The options of a process with nothing but this environment, in a folder."""
    return {"env": {"PATH": "", "PYTHONPATH": str(ROOT), **environment}, "cwd": folder}
