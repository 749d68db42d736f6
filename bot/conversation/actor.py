"""The user who speaks, and their place."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import field, replace
from datetime import datetime

from bot.domain.groups.group import Channel
from bot.domain.people.account_link import Account
from bot.domain.people.person import Address, Person
from bot.frozen import frozen
from bot.texts.plain_text import clean

_LONGEST = 200
_LONGEST_NAME = 80


# Explains what keeps a person from writing in a channel of theirs; empty if nothing does.
WriteObstacle = Callable[[Channel], Awaitable[str]]


@frozen
class Conversation:
    """The place where a person speaks: a channel, or alone with the bot.

    `name` is the channel's, `speaker` what the platform calls the user who speaks;
    `admin` tells that they may change the channel, `may_write` whether they may write in it;
    where that is None, the platform is asked.
    `platform` and `tenant` say whose channel it is; left empty, they are those of the user
    who speaks. `obstacle` is what keeps the bot from posting there, with its remedy, and
    `unknown` what the platform would not say, with its remedy; both mostly empty.
    """

    channel: str | None = None
    name: str = ""
    tenant: str = ""
    admin: bool = False
    speaker: str = ""
    platform: str = ""
    may_write: bool | None = True
    obstacle: str = ""
    unknown: str = ""


@frozen
class PlaceDetails:
    """The details that a platform gives, when asked, of a person in a channel.

    They fill in a `Conversation`; `name` is the one that the platform shows of them.
    """

    admin: bool = False
    name: str = ""
    obstacle: str = ""
    unknown: str = ""


@frozen
class Locale:
    """A user's profile on their platform: an IANA zone, a Babel locale, their name.

    `zone_guessed` tells that the profile could not be read, so that the zone is a guess.
    """

    zone: str = "UTC"
    language: str = "en"
    name: str = ""
    zone_guessed: bool = False


@frozen
class Actor:
    """The user who speaks, their place, and the click or event (repeats share its name).

    `zone` and `language` are those of a newcomer, whose platform `read_locale` asks for
    them and for their `name` where they are not known with the event; `zone_guessed` tells that
    the zone is a guess, `zone_known` that the platform itself said it. `introduce` asks it
    how it shows them to others, where a command has to say that, `describe_place` what else
    there is to know of them in the channel, where that is not known with the place. `event` is the
    platform's own id of what happened, where it may send the same again. `replied_to` reads
    the ids of the nudges on the message that they reply to, where they reply to one;
    `write_obstacle` asks the platform what keeps them from writing in a channel.
    `show_progress` shows how far work that takes a while has come, in place of what it showed
    of it before.
    """

    address: Address
    zone: str = "UTC"
    place: Conversation = field(default_factory=Conversation)
    press: str | None = None
    language: str = "en"
    introduce: Callable[[], Awaitable[str]] | None = None
    describe_place: Callable[[], Awaitable[PlaceDetails]] | None = None
    read_locale: Callable[[], Awaitable[Locale]] | None = None
    event: str | None = None
    replied_to: Callable[[], Awaitable[frozenset[int]]] | None = None
    show_progress: Callable[[str], Awaitable[None]] | None = None
    write_obstacle: WriteObstacle | None = None
    name: str = ""
    zone_guessed: bool = False
    zone_known: bool = False

    async def with_locale(self) -> Actor:
        """Returns the same actor, with what their platform says of them."""
        if self.read_locale is None:
            return self
        locale = await self.read_locale()
        return replace(
            self,
            zone=locale.zone,
            language=locale.language,
            name=clean(locale.name, _LONGEST_NAME),
            zone_guessed=locale.zone_guessed,
            zone_known=not locale.zone_guessed,
            read_locale=None,
        )

    def lacks_profile(self, person: Person) -> bool:
        """True if their platform may still say what is not known of a person."""
        unknown = person.zone_guess is not None or not person.name
        return self.read_locale is not None and unknown

    def unit(self, now: datetime) -> tuple[Address, str, datetime, str, str, bool]:
        """Returns what opens a unit of work for them."""
        return self.address, self.zone, now, self.language, self.name, self.zone_guessed

    async def account(self) -> Account:
        """Returns the account that they speak from, as the owner of another would know it.

        Nothing in their name may be unseen, or turn around what is said of them.
        """
        here = self.address
        unnamed = f"{here.user} on {here.platform.title()}"
        return Account(here, clean(await self.introduce() if self.introduce else unnamed, _LONGEST))

    async def resolve_place(self, *, checks_place: bool) -> Conversation:
        """Returns their place, with the workspace that they speak from.

        With `checks_place`, what is not known of it is asked.
        """
        here, place = self.address, self.place
        if checks_place and self.describe_place is not None:
            details = await self.describe_place()
            place = replace(
                place,
                admin=details.admin and place.channel is not None,
                speaker=details.name or place.speaker,
                obstacle=details.obstacle,
                unknown=details.unknown,
            )
        return replace(
            place,
            platform=place.platform or here.platform,
            tenant=place.tenant or here.tenant,
            speaker=place.speaker or here.user,
        )
