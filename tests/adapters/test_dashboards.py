"""The dashboard and the alerts ask for metrics that there are, and leave none out."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from adapters.app.metrics import Metrics
from bot.domain.reminders.nudge import NudgeKind

DEPLOY = Path("deploy")
DASHBOARD = DEPLOY / "grafana" / "dashboards" / "followthrough.json"
ALERTS = DEPLOY / "prometheus" / "alerts.yml"
DOCS = Path("docs") / "operate.md"
EXPOSED = set(re.findall(r"^# HELP (followthrough_\w+?) ", Metrics().render().decode(), re.M))
EXPOSED -= {name for name in EXPOSED if name.endswith("_created")}


def asked_in(file: Path) -> set[str]:
    names = set(re.findall(r"\bfollowthrough_[a-z_]+", file.read_text(encoding="utf-8")))
    return {re.sub(r"_(bucket|count|sum)$", "", name) for name in names}


@pytest.mark.parametrize("file", [DASHBOARD, ALERTS])
def test_every_metric_that_is_asked_for_is_there(file: Path) -> None:
    assert asked_in(file) <= EXPOSED


def test_the_dashboard_shows_and_the_docs_explain_every_metric() -> None:
    assert asked_in(DASHBOARD) == EXPOSED
    assert {name for name in EXPOSED if name in DOCS.read_text(encoding="utf-8")} == EXPOSED


def test_the_docs_say_what_each_alert_means() -> None:
    alerts = re.findall(r"alert: (\w+)", ALERTS.read_text(encoding="utf-8"))
    said = DOCS.read_text(encoding="utf-8")
    assert alerts
    assert [name for name in alerts if f"`{name}`" not in said] == []


def test_panels_have_places_and_numbers_of_their_own() -> None:
    panels = json.loads(DASHBOARD.read_text(encoding="utf-8"))["panels"]
    assert len({panel["id"] for panel in panels}) == len(panels)
    places = {(panel["gridPos"]["x"], panel["gridPos"]["y"]) for panel in panels}
    assert len(places) == len(panels)


def test_alerts_name_kinds_that_there_are() -> None:
    kinds = re.findall(r'kind="(\w+)"', ALERTS.read_text(encoding="utf-8"))
    assert kinds
    assert set(kinds) <= set(NudgeKind)
