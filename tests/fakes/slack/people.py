"""The people and channels of a fake workspace."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_name

from tests.fakes.slack.app import Json


@dataclass(eq=False)
class User:
    """A user. `unreachable` is the error that a message to them gets, if any."""

    id: str
    name: str
    team: str
    zone: str = "UTC"
    locale: str = "en-US"
    real_name: str = ""
    shown_name: str = ""
    deleted: bool = False
    is_admin: bool = False
    unreachable: str | None = None
    bot_id: str = ""
    app_id: str = ""

    @property
    def is_bot(self) -> bool:
        """True if it is the app's own."""
        return bool(self.bot_id)

    def as_json(self, now: datetime, *, locale: bool) -> Json:
        """Returns what users.info says of them."""
        local = now.astimezone(ZoneInfo(self.zone))
        offset = local.utcoffset()
        real_name = self.real_name or self.name.title()
        made: Json = {
            "id": self.id,
            "team_id": self.team,
            "name": self.name,
            "deleted": self.deleted,
            "real_name": real_name,
            "profile": {
                "real_name": real_name,
                "display_name": self.shown_name or self.name,
                "team": self.team,
            },
            "is_bot": self.is_bot,
            "is_app_user": False,
            "updated": 1_700_000_000,
        }
        if not self.deleted and not self.is_bot:
            made |= {"is_admin": self.is_admin, "is_owner": False}
        if not self.deleted:  # Slack leaves these out for a deleted user
            made |= {
                "tz": self.zone,
                "tz_label": get_timezone_name(local, locale="en_US"),
                "tz_offset": int(offset.total_seconds()) if offset else 0,
            }
        if locale:
            made["locale"] = self.locale
        return made


@dataclass(eq=False)
class Channel:
    """A channel, or a direct message where it has a `user`.

    `posting` is who may post in it, as its settings say; without a word, all.
    """

    id: str
    name: str
    team: str
    members: set[str] = field(default_factory=set)
    user: User | None = None
    creator: str = ""
    archived: bool = False
    private: bool = False
    posting: Json | None = None

    @property
    def is_im(self) -> bool:
        """True if it is a direct message with the app."""
        return self.user is not None

    @property
    def shown_name(self) -> str:
        """The name that payloads give it."""
        if self.is_im:
            return "directmessage"
        return "privategroup" if self.private else self.name

    def as_json(self) -> Json:
        """Returns what conversations.info says of it."""
        made: Json = {
            "id": self.id,
            "is_im": self.is_im,
            "is_channel": not self.is_im,
            "is_private": self.private or self.is_im,
            "is_archived": self.archived,
            "context_team_id": self.team,
        }
        if self.user:
            return made | {"user": self.user.id, "is_user_deleted": self.user.deleted}
        if self.posting:
            made["properties"] = {"posting_restricted_to": self.posting}
        return made | {"name": self.name, "creator": self.creator, "num_members": len(self.members)}

    def may_post(self, user: str) -> bool:
        """True if its settings let that user, or a bot, post."""
        return self.posting is None or user in self.posting.get("user", ())
