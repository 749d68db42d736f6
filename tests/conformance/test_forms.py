"""Forms: opened by a command or a button, asked again where something is wrong, closed."""

from __future__ import annotations

import pytest

from tests.conformance.person import Person


async def test_a_command_that_lacks_something_asks_for_it(ada: Person) -> None:
    form = await ada.types("/applied")
    assert form.kind == "form"
    assert form.field("company").required
    answer = await ada.fills(company="Acme", role="Baker")
    assert answer.kind == "answer"
    assert "Acme" in answer.title


async def test_add_details_opens_with_what_is_known_and_rewrites_the_card(ada: Person) -> None:
    await ada.types("/applied Acme as Baker")
    form = await ada.presses("Add details")
    assert form.kind == "form"
    assert form.field("role").value == "Baker"
    update = await ada.fills(contact="Dana Weiss")
    assert update.kind == "update"
    job = await ada.types("/job Acme")
    assert "Dana Weiss" in job.facts.values()
    assert "Baker" in job.title


@pytest.mark.parametrize("begins", ["/plan Acme by 20 June", "/offered Acme answer by 20 June"])
async def test_edit_keeps_what_was_filled_in_before_applying_and_after_an_offer(
    ada: Person, begins: str
) -> None:
    if begins.startswith("/offered"):
        await ada.types("/applied Acme")
    await ada.types(begins)
    form = await ada.types("/edit Acme")
    assert form.field("by").value == "2026-06-20"
    await ada.fills(role="Head Baker", contact="Dana Weiss")
    job = await ada.types("/job Acme")
    assert "Head Baker" in job.title
    assert "Dana Weiss" in job.facts.values()


async def test_what_cannot_be_read_comes_back_with_everything_that_was_typed(ada: Person) -> None:
    await ada.types("/applied")
    form = await ada.fills(company="Acme", on="the day after never")
    assert form.kind == "form"
    assert form.field("company").value == "Acme"
    assert form.field("on").value == "the day after never"
    assert form.text
    answer = await ada.fills(on="2026-05-28")
    assert "Thu 28 May" in answer.facts.values()


async def test_a_closed_form_saves_nothing(ada: Person) -> None:
    await ada.types("/applied")
    closed = await ada.closes()
    assert closed.kind == "answer"
    assert (await ada.types("/pipeline")).items == ()


async def test_apostrophes_and_umlauts_survive_a_form(ada: Person) -> None:
    await ada.types("/applied")
    await ada.fills(company="Anna's Käse & Söhne", role="Chef de l'équipe")
    job = await ada.types("/job Anna's Käse")
    assert "Anna's Käse & Söhne" in job.title
    assert "Chef de l'équipe" in job.title


async def test_what_help_describes_can_be_done_from_there(ada: Person) -> None:
    await ada.types("/applied Acme")
    sent = await ada.types("/followthrough ghosted")
    assert sent.title == "/ghosted"
    form = await ada.presses("Do it now")
    assert form.kind == "form"
    assert "Acme" in (await ada.fills(company="Acme")).title
    await ada.types("/followthrough pipeline")
    assert "pipeline" in (await ada.presses("Do it now")).title
