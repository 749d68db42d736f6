"""The version before this one: the tree of the last commit that knew one revision less."""

from __future__ import annotations

import asyncio
import io
import subprocess
import tarfile
from pathlib import Path

from tests.program import ROOT

_WHERE = "storage/migrate.py"


async def unpack_version_before(folder: Path) -> Path | None:
    """Unpacks it into a folder; None where its history is not here."""
    return await asyncio.to_thread(_unpack, folder)


def _unpack(folder: Path) -> Path | None:
    try:
        newer = _git("log", "-1", "--format=%H", "-G^NEWEST", "--", _WHERE).decode().strip()
        tree = _git("archive", f"{newer}^", "bot", "storage", "adapters", "tests", "pyproject.toml")
    except (OSError, subprocess.CalledProcessError):
        return None
    with tarfile.open(fileobj=io.BytesIO(tree)) as packed:
        packed.extractall(folder, filter="data")
    return folder


def _git(*args: str) -> bytes:
    # An uncommitted migration has the commit before it as its version before.
    return subprocess.run(["git", "-C", str(ROOT), *args], check=True, capture_output=True).stdout
