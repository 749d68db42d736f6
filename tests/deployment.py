"""Checks deploy/ by tools that are not ours; `make check-deploy` runs it.

Each check is `ok`, `FAIL` with what the tool says, or `skip` where its tool is missing here.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml
from compose_spec import PyCompose

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
# Tools from wheels are beside the interpreter, others on the path.
_PATH = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
# Docker Compose's variables with a default, as it reads them.
_VARIABLE = re.compile(r"\$\{\w+:?-([^}]*)\}")
_INSTALLED = "/opt/followthrough/.venv/bin/followthrough"


class Missing(Exception):
    """A tool that is not on this machine, by its name."""


class Failed(Exception):
    """A tool's message about what is wrong."""


def check_image() -> None:
    """Checks the recipe of the container image."""
    _run("hadolint", str(DEPLOY / "Dockerfile"))


def check_scripts() -> None:
    """Checks the shell scripts."""
    _run("shellcheck", *map(str, DEPLOY.glob("*.sh")), str(ROOT / ".ci" / "run"))


def check_compose() -> None:
    """Checks Docker Compose's file against its specification, and that its names exist."""
    try:
        PyCompose.from_json(json.dumps(compose_file())).validate()
    except ValueError as error:
        raise Failed(str(error)) from None


def check_kubernetes() -> None:
    """Builds what Kubernetes is given, and checks it against the schemas of its API."""
    built = _run("kubectl", "kustomize", str(DEPLOY / "kubernetes"))
    with TemporaryDirectory() as folder:
        file = Path(folder) / "built.yaml"
        file.write_text(built, encoding="utf-8")
        _run("kubernetes-validate", "--strict", "--quiet", str(file))


def check_systemd() -> None:
    """Checks the unit of systemd, with this tree's program in place of the installed one."""
    unit = (DEPLOY / "followthrough.service").read_text(encoding="utf-8")
    with TemporaryDirectory() as folder:
        file = Path(folder) / "followthrough.service"
        program = str(Path(sys.executable).with_name("followthrough"))
        file.write_text(unit.replace(_INSTALLED, program), encoding="utf-8")
        _run("systemd-analyze", "verify", "--man=no", str(file), silent=True)


def check_prometheus() -> None:
    """Checks Prometheus's configuration, and with it the rules of alerts."""
    _run("promtool", "check", "config", str(DEPLOY / "prometheus" / "prometheus.yml"))


def check_grafana() -> None:
    """Checks that Grafana's files are JSON and YAML, for which it has no tool."""
    for file in (DEPLOY / "grafana").rglob("*.*"):
        text = file.read_text(encoding="utf-8")
        try:
            json.loads(text) if file.suffix == ".json" else yaml.safe_load(text)
        except (ValueError, yaml.YAMLError) as error:
            raise Failed(f"{file}: {error}") from None


CHECKS: tuple[Callable[[], None], ...] = (
    check_image,
    check_scripts,
    check_compose,
    check_kubernetes,
    check_systemd,
    check_prometheus,
    check_grafana,
)


def compose_file() -> dict[str, Any]:
    """Returns Docker Compose's file with its merges done and its variables at their defaults."""
    text = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
    read = yaml.safe_load(_VARIABLE.sub(lambda found: found[1], text))
    return {name: part for name, part in read.items() if not name.startswith("x-")}


def _run(tool: str, *arguments: str, silent: bool = False) -> str:
    """Runs a tool and returns what it says; `silent` is for one that only speaks of faults."""
    program = shutil.which(tool, path=_PATH)
    if program is None:
        raise Missing(tool)
    done = subprocess.run([program, *arguments], capture_output=True, text=True, check=False)
    if done.returncode or (silent and done.stderr.strip()):
        raise Failed(f"{tool}: {(done.stdout + done.stderr).strip()}")
    return done.stdout


def run_checks() -> Iterator[tuple[str, bool]]:
    """Yields a line for each check, and whether it did not fail."""
    for check in CHECKS:
        what = check.__name__.removeprefix("check_")
        try:
            check()
        except Missing as missing:
            yield f"skip  {what}: {missing} is not on this machine", True
        except Failed as failed:
            yield f"FAIL  {what}\n{failed}", False
        else:
            yield f"ok    {what}", True


def main() -> int:
    """Prints every line; the status of the process."""
    passed = True
    for line, fine in run_checks():
        print(line)
        passed = passed and fine
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
