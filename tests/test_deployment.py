"""The files in deploy/ fit the program; `make check-deploy` asks other tools about the rest."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from adapters.app.settings import SETTINGS
from tests.deployment import DEPLOY, ROOT, compose_file

_PINNED = re.compile(r"^([\w.-]+)==(\S+)", re.MULTILINE)


def pinned(file: Path) -> dict[str, str]:
    """The versions in a lock file, by package."""
    return dict(_PINNED.findall(file.read_text(encoding="utf-8")))


def test_the_image_has_what_runs_at_the_versions_that_are_tested() -> None:
    everything = pinned(ROOT / "requirements.lock")
    runtime, build = pinned(DEPLOY / "runtime.lock"), pinned(DEPLOY / "build.lock")
    assert runtime.items() <= everything.items()
    assert build.items() <= everything.items()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = {re.split(r"[\[<>=]", one)[0] for one in project["dependencies"]}
    assert {name.replace(".", "-") for name in needed} <= runtime.keys()


def test_what_the_image_copies_is_there_and_reaches_its_builder() -> None:
    recipe = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    let_in = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    copied = [
        source
        for line in re.findall(r"^COPY (?!--from)(.+)$", recipe, re.MULTILINE)
        for source in line.split()[:-1]
    ]
    assert copied
    assert all((ROOT / source).exists() and f"!{source}" in let_in for source in copied)


def test_every_setting_that_is_named_exists() -> None:
    named = {
        name
        for file in DEPLOY.rglob("*")
        if file.is_file() and "secrets" not in file.parts
        for name in re.findall(r"FOLLOWTHROUGH_[A-Z_]+[A-Z]", file.read_text(encoding="utf-8"))
    }
    assert {name.removesuffix("_FILE") for name in named} <= set(SETTINGS)


def test_every_container_of_ours_is_confined() -> None:
    services = compose_file()["services"].values()
    assert services
    for service in services:
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]


def test_one_and_many_never_start_together() -> None:
    profiles = [service["profiles"] for service in compose_file()["services"].values()]
    assert all(len(one) == 1 for one in profiles)
