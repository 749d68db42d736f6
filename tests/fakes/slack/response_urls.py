"""Response URLs: five uses within half an hour, to answer in place, again, or to take away.

Sources: docs.slack.dev/interactivity/handling-user-interaction#message_responses, and
bolt-python#1268 (a slash command's own URL cannot replace what it sent).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tests.fakes.slack import contracts, limits
from tests.fakes.slack.app import Json
from tests.fakes.slack.message import Posted, Revision
from tests.fakes.slack.people import Channel, User
from tests.fakes.slack.pings import look_for_pings

if TYPE_CHECKING:
    from tests.fakes.slack.slack import Slack
    from tests.fakes.slack.workspace import Workspace

LASTS = timedelta(minutes=30)
USES = 5
# docs.slack.dev: the fields of a message, and three that only mean something here.
_FIELDS = frozenset(
    {"text", "blocks", "attachments", "response_type", "replace_original", "delete_original"}
    | {"thread_ts", "mrkdwn", "metadata", "unfurl_links", "unfurl_media", "parse", "link_names"}
)


@dataclass(eq=False)
class ResponseUrl:
    """One response URL: who may be answered there, and the message it came from."""

    workspace: Workspace
    channel: Channel
    user: User
    at: datetime
    message: Posted | None = None
    uses: int = 0


class ResponseUrls:
    """Every response URL there has been, by its last part."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack
        self._by_id: dict[str, ResponseUrl] = {}

    def new(
        self, workspace: Workspace, channel: Channel, user: User, message: Posted | None = None
    ) -> str:
        """Returns a fresh URL for a person's action."""
        kind = "actions" if message else "commands"
        id = f"{kind}/{workspace.id}/{self._slack.ids.secret('response_url')}"
        self._by_id[id] = ResponseUrl(workspace, channel, user, self._slack.now(), message)
        return f"{self._slack.url}/{id}"

    def take(self, id: str, body: Json) -> str | None:
        """Carries out what was sent to a URL; gives the error where it is no good."""
        response_url = self._by_id.get(id)
        if response_url is None:
            return "invalid_url"
        if self._slack.now() - response_url.at > LASTS:
            return "expired_url"
        if response_url.uses >= USES:
            return "used_url"
        response_url.uses += 1
        wrong = self._problems(response_url, body)
        for problem in wrong:
            self._slack.violations.add(f"response_url: {problem}")
        if wrong:
            return "invalid_payload"
        self._carry_out(response_url, body)
        return None

    def answer(self, hook_url: str, body: Json) -> None:
        """Shows what a slash command was answered with in the acknowledgment itself."""
        self._carry_out(self._by_id[hook_url.removeprefix(f"{self._slack.url}/")], body)

    def _carry_out(self, response_url: ResponseUrl, body: Json) -> None:
        if body.get("delete_original"):
            if response_url.message:
                response_url.workspace.delete(response_url.message)
            return
        metadata = body.get("metadata")
        revision = Revision(body.get("text", ""), tuple(body.get("blocks", ())), metadata=metadata)
        look_for_pings(self._slack, response_url.workspace, revision)
        if response_url.message and body.get("replace_original"):
            response_url.workspace.change(response_url.message, revision)
        else:
            public = body.get("response_type") == "in_channel"
            response_url.workspace.post(
                response_url.channel,
                revision,
                to=None if public else response_url.user,
                thread=body.get("thread_ts"),
            )

    def _problems(self, response_url: ResponseUrl, body: Json) -> list[str]:
        found = [f"there is no field {name!r}" for name in sorted(set(body) - _FIELDS)]
        found += contracts.problems_of_blocks(body.get("blocks", ()))
        found += limits.problems_of_message(body.get("blocks", ()))
        found += limits.problems_of_text(body.get("text", ""))
        if not (body.get("text") or body.get("blocks") or body.get("delete_original")):
            found.append("no text and no blocks")
        if response_url.message is None and (
            body.get("replace_original") or body.get("delete_original")
        ):
            found.append("a slash command's own URL has no message to replace or delete")
        if (
            response_url.message
            and "replace_original" not in body
            and "delete_original" not in body
        ):
            found.append("say replace_original: what Slack does without it is written nowhere")
        return found
