"""Random histories lived day by day: all screens say the same one next step, the numbers agree."""

from __future__ import annotations

import random
from collections import Counter
from datetime import timedelta

import pytest

from bot.conversation.actor import Actor
from bot.domain.applications.application import Application
from bot.domain.people.person import Address
from bot.domain.reminders.next_step import StepState
from bot.message import Form, Message, plain
from bot.queries.dashboard import read_dashboard
from bot.queries.next_steps import read_next_steps
from bot.queries.numbers import read_numbers
from tests.bot.world import BERLIN, World

ADA = Address("chat", "", "ada")
COMPANIES = ("Acme", "Zebra", "Globex")
SAID = (
    "applied {0}",
    "applied {0} on 12 days ago",
    "plan {0}",
    "plan {0} by in 9 days",
    "followed-up {0}",
    "followed-up {0} by phone",
    "heard-back {0}",
    "heard-back {0} they decide by next friday",
    "interview {0} at tomorrow 14:00",
    "interview {0} at yesterday 14:00",
    "debrief {0} went well",
    "thanked {0}",
    "offered {0}",
    "offered {0} answer by in 6 days",
    "rejected {0}",
    "ghosted {0}",
    "withdrew {0}",
    "snooze {0} until in 3 days",
    "undo",
)
PRESSED = (
    "I sent it",
    "I called",
    "Nobody picked up",
    "They replied",
    "Skip",
    "Still waiting",
    "Try again",
    "Cancelled",
    "Snooze",
)
STEPS = 14


def said(message: Message) -> str:
    return next((plain(one.value) for one in message.facts if one.label == "Next"), "")


class Life:
    """One person's hunt at random."""

    def __init__(self, world: World, seed: int) -> None:
        self.world = world
        self.chance = random.Random(seed)  # noqa: S311  # no secret
        self.log: list[str] = []

    async def live(self) -> None:
        for line in ("applied Acme", "plan Zebra by in 9 days", "applied Globex"):
            await self.says(line)
        for _ in range(STEPS):
            await self.acts()
            await self.check()
            await self.waits()
            await self.check()

    async def acts(self) -> None:
        if self.world.platform.shown and self.chance.random() < 0.4:
            message = self.world.platform.shown[-1][1]
            buttons = [
                one for item in message.items for one in item.buttons if one.label in PRESSED
            ]
            if buttons:
                button = self.chance.choice(buttons)
                self.log.append(f"presses {button.label}")
                await self.world.dispatcher.run_action(button.action, Actor(ADA, BERLIN))
                return
        line = self.chance.choice(SAID).format(self.chance.choice(COMPANIES))
        self.log.append(line)
        await self.says(line)

    async def says(self, line: str) -> Message:
        """Returns the answer; a form that it asks for is left alone."""
        answer = await self.world.dispatcher.run_line(line, Actor(ADA, BERLIN))
        return Message("a form") if isinstance(answer.reply, Form) else answer.reply

    async def waits(self) -> None:
        """Lets up to nine days pass, an hour at least, and delivers what comes due on the way."""
        until = self.world.time.now() + timedelta(hours=self.chance.choice((1, 7, 26, 75, 220)))
        self.log.append(f"waits until {until:%a %d %b %H:%M}")
        while self.world.time.now() < until:
            step = self.world.time.now() + timedelta(hours=13)
            self.world.time.moment = min(step, until)
            await self.world.worker.tick()

    async def check(self) -> None:
        now = self.world.time.now()
        async with self.world.storage.units.read_only(ADA, BERLIN, now) as view:
            everything = await view.applications.find_all()
            steps = await read_next_steps(view, everything, now)
            seen = await read_dashboard(view, now)
            counted = await read_numbers(view, now, None)
        still_open = [one for one in everything if one.is_open]
        waiting = Counter(one.application.id for one in seen.nudges.waiting)
        asked = Counter(one.application.id for one in seen.nudges.questions)
        for one in still_open:
            assert one.id in steps, self.story(one)
            step = steps[one.id]
            if step.state is StepState.WAITING:
                assert waiting[one.id] or asked[one.id] == 1, self.story(one)
            else:
                assert not asked[one.id], self.story(one)
            if step.state is StepState.COMING and step.nudge:
                coming = [n.nudge for n in seen.nudges.coming if n.application.id == one.id]
                assert coming, self.story(one)
                assert min(n.planned.due for n in coming) == step.nudge.due, self.story(one)
            if sum(other.company == one.company for other in everything) == 1:
                job = await self.says(f"job {one.company}")
                assert said(job), self.story(one)
                assert said(job) in await self.in_pipeline(one), self.story(one)
        assert sum(seen.stages.values()) == len(everything)
        assert Counter(one.stage for one in everything) == Counter(seen.stages)
        applied = sum(1 for one in everything if one.applied)
        assert counted.applications == applied, self.log

    async def in_pipeline(self, application: Application) -> str:
        page = await self.says("pipeline")
        return next(
            plain(item.text) for item in page.items if plain(item.title) == application.label
        )

    def story(self, application: Application) -> str:
        return f"{application.company} ({application.stage}): {'; '.join(self.log)}"


@pytest.mark.parametrize("seed", range(3))
async def test_every_screen_says_the_same_next_step_and_the_numbers_agree(
    world: World, seed: int
) -> None:
    await Life(world, seed).live()
