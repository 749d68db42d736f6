"""A plan's step that asks for a phone and an e-mail opens the form for them."""

from __future__ import annotations

from bot.conversation.actor import Actor
from bot.domain.people.person import Address
from bot.message import Form, Message, plain
from tests.bot.world import BERLIN, World

ADA = Actor(Address("chat", "", "ada"), BERLIN)
STEP = "○ That person’s phone and email"


async def added(world: World, plan: Message, **typed: str) -> Message:
    step = next(one for one in plan.items if one.title == STEP)
    button = next(one for one in step.buttons if one.label == "Add contact")
    opened = (await world.dispatcher.run_action(button.action, ADA)).reply
    assert isinstance(opened, Form)
    assert plain(opened.title) == "Acme: add a contact"
    answer = (await world.dispatcher.submit_form(opened.action, typed, ADA)).reply
    assert isinstance(answer, Message)
    return answer


async def test_what_is_noted_from_a_plan_ticks_its_step_and_one_undo_takes_both_back(
    world: World,
) -> None:
    plan = await world.types("plan Acme")
    done = await added(world, plan, contact="Dana Weiss", email="dana@acme.example")
    assert STEP.replace("○", "✓") in [plain(one.title) for one in done.items]
    assert "Dana Weiss" in str(await world.types("job Acme"))
    await world.types("undo")
    assert "Dana Weiss" not in str(await world.types("job Acme"))


async def test_a_step_can_be_ticked_without_a_contact(world: World) -> None:
    plan = await world.types("plan Acme")
    step = next(one for one in plan.items if one.title == STEP)
    assert [one.label for one in step.buttons] == ["Add contact", "Tick"]


async def test_an_address_behind_a_name_is_no_part_of_it(world: World) -> None:
    answer = await world.types(
        "applied to Acme as Baker, contact Jim Beam jim@acme.example 555-0148"
    )
    assert [f"{one.label}: {plain(one.value)}" for one in answer.facts][1:4] == [
        "Contact: Jim Beam",
        "Phone: 555-0148",
        "Email: jim@acme.example",
    ]
    assert "Hello Jim," in str(await world.types("draft Acme"))
    edited = await world.types("edit Acme contact Dana Weiss dana@acme.example")
    assert [plain(one.value) for one in edited.facts][:2] == ["Dana Weiss", "dana@acme.example"]
