"""A time zone that was only guessed: what it does to times, and when it is asked about."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from bot.conversation.actor import Actor, Locale
from bot.domain.people.person import Address
from bot.message import Answer, Form, Message, plain
from tests.bot.world import World

GUESS = Locale("America/New_York", name="Ada Lovelace", zone_guessed=True)
KNOWN = Locale("America/Los_Angeles", name="Ada Lovelace")


@dataclass
class Newcomer:
    """A new user whose platform gives `locale` for them."""

    world: World
    locale: Locale

    @property
    def actor(self) -> Actor:
        async def read() -> Locale:
            return self.locale

        return Actor(Address("chat", "", "ada"), read_locale=read)

    async def types(self, line: str) -> Message:
        return self._read(await self.world.dispatcher.run_line(line, self.actor))

    async def presses(self, label: str, on: Message) -> Message | Form:
        button = next(one for one in on.buttons if one.label == label)
        answer = await self.world.dispatcher.run_action(button.action, self.actor)
        return answer.reply if isinstance(answer.reply, Form) else self._read(answer)

    def _read(self, answer: Answer) -> Message:
        assert isinstance(answer.reply, Message)
        return answer.reply.replace(text=plain(answer.reply.text))


@pytest.fixture
def ada(world: World) -> Newcomer:
    world.time.be("2026-06-01T20:00")  # 14:00 in New York, 11:00 in Los Angeles
    return Newcomer(world, GUESS)


def labels(message: Message) -> list[str]:
    return [one.label for one in message.buttons]


def fact(message: Message, label: str) -> str:
    return next(plain(one.value) for one in message.facts if one.label == label)


async def test_the_first_answer_that_saved_something_says_that_the_zone_is_a_guess(
    ada: Newcomer,
) -> None:
    assert "guess" not in str((await ada.types("pipeline")).text)
    first = await ada.types("applied Acme")
    assert "Times are in America/New_York" in str(first.text)
    assert "Change my time zone" in labels(first)
    assert "America/New_York" not in str((await ada.types("applied Zebra")).text)


async def test_on_a_later_day_the_person_is_asked_once_more_and_then_never_again(
    ada: Newcomer, world: World
) -> None:
    await ada.types("applied Acme")
    world.time.be("2026-06-03T20:00")
    asked = await ada.types("applied Zebra")
    assert "Is America/New_York your time zone?" in str(asked.text)
    world.time.be("2026-06-05T20:00")
    assert "America/New_York" not in str((await ada.types("applied Globex")).text)
    await ada.presses("That's my time zone", asked)
    person = await world.storage.units.find_person(ada.actor.address)
    assert person is not None
    assert (person.zone_guess, person.preferences.zone) == (None, "America/New_York")


async def test_a_corrected_guess_keeps_the_time_of_day_that_was_typed(ada: Newcomer) -> None:
    await ada.types("applied Acme")
    booked = await ada.types("interview Acme at 5 June 3pm")
    assert "15:00" in fact(booked, "Starts")
    await ada.types("settings zone America/Los_Angeles")
    job = await ada.types("job Acme")
    assert "15:00" in str(job)
    assert "12:00" not in str(job)
    undone = await ada.types("undo")
    assert "settings" in str(undone.text)
    assert "15:00" in str(await ada.types("job Acme"))


async def test_a_time_that_named_its_own_zone_keeps_its_instant(ada: Newcomer) -> None:
    await ada.types("applied Acme")
    await ada.types("interview Acme at 5 June 3pm ET")
    await ada.types("settings zone America/Los_Angeles")
    assert "12:00" in str(await ada.types("job Acme"))


async def test_a_known_zone_that_changes_keeps_the_instants_of_interviews(ada: Newcomer) -> None:
    ada.locale = Locale("America/New_York")
    await ada.types("applied Acme")
    await ada.types("interview Acme at 5 June 3pm")
    await ada.types("settings zone America/Los_Angeles")
    assert "12:00" in str(await ada.types("job Acme"))


async def test_a_moved_interview_and_a_later_correction_of_its_day_keep_the_right_hour(
    ada: Newcomer,
) -> None:
    await ada.types("applied Acme")
    await ada.types("interview Acme at 5 June 3pm")
    asked = await ada.types("interview Acme at 8 June 4pm")
    await ada.presses("Moved", asked)
    await ada.types("settings zone America/Los_Angeles")
    assert "16:00" in str(await ada.types("job Acme"))


async def test_a_profile_that_can_be_read_by_now_ends_the_guess_before_the_line_is_read(
    ada: Newcomer, world: World
) -> None:
    await ada.types("applied Acme")
    await ada.types("applied Zebra")
    await ada.types("interview Acme at 5 June 3pm")
    ada.locale = KNOWN
    await ada.types("interview Zebra at 9 June 10am")
    assert "15:00" in str(await ada.types("job Acme"))
    assert "10:00" in str(await ada.types("job Zebra"))
    person = await world.storage.units.find_person(ada.actor.address)
    assert person is not None
    assert (person.zone_guess, person.preferences.zone) == (None, "America/Los_Angeles")


async def test_the_answer_says_that_the_zone_is_known_by_now(ada: Newcomer) -> None:
    await ada.types("applied Acme")
    ada.locale = KNOWN
    answer = await ada.types("applied Zebra")
    assert "Your profile says America/Los_Angeles" in str(answer.text)
    taken_back = await ada.types("undo")
    assert "Zebra" in str(taken_back.text)


async def test_letters_are_signed_with_the_name_that_the_platform_gives(
    ada: Newcomer, world: World
) -> None:
    ada.locale = Locale("America/New_York")
    await ada.types("applied Acme")
    ada.locale = KNOWN  # the profile could not be read at first
    await ada.types("applied Zebra")
    draft = (await ada.types("draft Acme")).draft
    assert draft is not None
    assert draft.body.endswith("Ada Lovelace")
    await ada.types("settings name Ada L.")
    draft = (await ada.types("draft Acme")).draft
    assert draft is not None
    assert draft.body.endswith("Ada L.")


async def test_the_zone_alone_is_asked_for_by_the_button(ada: Newcomer) -> None:
    first = await ada.types("applied Acme")
    form = await ada.presses("Change my time zone", first)
    assert isinstance(form, Form)
    assert dict(form.values) == {"zone": "America/New_York"}
    submitted = await ada.world.dispatcher.submit_form(form.action, {"zone": "berlin"}, ada.actor)
    assert submitted.replacement is None, "the card that it began on stays"
    assert isinstance(submitted.reply, Message)
    assert fact(submitted.reply, "Time zone") == "Europe/Berlin"
