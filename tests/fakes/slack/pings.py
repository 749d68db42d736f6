"""Finds what would ping people in a message that the app sends: nobody's company name may."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.fakes.slack.message import Revision
from tests.fakes.slack.message_reader import read
from tests.fakes.slack.mrkdwn import Reader

if TYPE_CHECKING:
    from tests.fakes.slack.slack import Slack
    from tests.fakes.slack.workspace import Workspace


def look_for_pings(
    slack: Slack, workspace: Workspace, revision: Revision, *, parse: bool = False
) -> None:
    """Complains of every broadcast in a message. `parse` is for a text that Slack reads itself."""

    found: dict[str, None] = {}
    reader = Reader("UTC", workspace.now(), str, found.setdefault)
    read(revision, reader, parse=parse)
    for ping in found:
        slack.violations.add(f"{ping} in a message pings people: {revision.text[:60]!r}")
