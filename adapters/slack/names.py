"""What somebody at Slack is called, for the other platform that they link."""

from __future__ import annotations

from adapters.slack.api import Api
from adapters.slack.errors import Limited, Refusal, Unsent, Unsure
from adapters.slack.origin import Who


class Names:
    """Asks Slack, for a command that needs it; it is too rare to be remembered."""

    def __init__(self, api: Api) -> None:
        self._api = api

    async def of(self, who: Who) -> str:
        """Such as “Ada Lovelace (@ada) on Slack, in Hunters”; the bare id if Slack won't tell."""
        try:
            answer = await self._api.repeat(who.tenant, "users.info", user=who.user)
            install = await self._api.repeat(who.tenant, "auth.test")
        except (Limited, Refusal, Unsent, Unsure):
            return f"{who.user} on Slack"
        user = answer["user"]
        name = user.get("real_name") or user["profile"].get("display_name") or user["name"]
        return f"{name} (@{user['name']}) on Slack, in {install['team']}"
