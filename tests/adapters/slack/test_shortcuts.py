"""Shortcuts: an application logged from anywhere, a posting tracked where it was shared."""

from __future__ import annotations

import pytest

from tests.adapters.slack.harness import Bot, Harness
from tests.fakes.slack.app import Json
from tests.fakes.slack.client import Client
from tests.fakes.slack.message import Posted, Revision

WORKDAY = "https://acme.wd5.myworkdayjobs.com/en-US/External/job/Berlin/Pastry-Chef_R123"


@pytest.fixture
def shared(harness: Harness) -> Posted:
    """A posting that Bea shared in a channel that the bot is not in."""
    channel = harness.workspace.channel("jobs", [harness.ada, harness.bea])
    return harness.workspace.post(channel, Revision(f"look: <{WORKDAY}>", ()), author=harness.bea)


async def test_an_application_is_logged_from_anywhere(bot: Bot, ada: Client) -> None:
    await ada.shortcut("Log an application")
    await bot.settled()
    assert ada.modal is not None
    ada.modal.fill({"Which company?": "Acme"})
    await ada.modal.submit()
    await bot.settled()
    assert ada.page(ada.screen[0]).whole.title == "Applied to Acme"
    assert ada.screen[0].channel is ada.dm


async def test_a_posting_is_tracked_with_what_its_address_says(
    bot: Bot, ada: Client, shared: Posted
) -> None:
    await ada.message_shortcut("Track this job", shared)
    await bot.settled()
    modal = ada.modal
    assert modal is not None
    assert modal.field("Which company?").value == "Acme"
    assert modal.field("Which job title?").value == "Pastry Chef"
    assert modal.field("Link to the posting").value == WORKDAY
    modal.fill({"Have you applied?": "I applied"})
    await modal.submit()
    await bot.settled()
    answer = ada.screen[0]
    assert answer.to is ada.user
    assert answer.channel is shared.channel
    assert ada.page(answer).whole.title == "Applied to Acme (Pastry Chef)"


async def test_a_message_without_a_link_opens_the_empty_form(
    bot: Bot, ada: Client, harness: Harness, shared: Posted
) -> None:
    message = harness.workspace.post(
        shared.channel, Revision("no link here", ()), author=harness.bea
    )
    await ada.message_shortcut("Track this job", message)
    await bot.settled()
    assert ada.modal is not None
    assert "no link" in ada.modal.page.whole.text
    assert ada.modal.field("Link to the posting").value is None


LINK = {"type": "link", "url": WORKDAY}
APPLY = {"type": "button", "text": {"type": "plain_text", "text": "Apply"}, "url": WORKDAY}
LOGO = {"type": "image", "image_url": "https://img.example/a", "url": "https://img.example/a"}


@pytest.mark.parametrize(
    "part",
    [
        {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [LINK]}]},
        {"type": "section", "text": {"type": "mrkdwn", "text": f"*Chef*, <{WORKDAY}|apply here>"}},
        {"type": "section", "fields": [{"type": "mrkdwn", "text": f"<{WORKDAY}>"}]},
        {"type": "actions", "elements": [APPLY]},
        {"type": "context", "elements": [LOGO, {"type": "mrkdwn", "text": f"<{WORKDAY}>"}]},
        {"title": "Pastry Chef", "title_link": WORKDAY, "fallback": "Pastry Chef"},
        {"pretext": f"New: <{WORKDAY}|Pastry Chef>"},
        {"fields": [{"title": "Apply", "value": f"<{WORKDAY}>", "short": True}]},
    ],
)
async def test_a_link_that_an_app_put_beside_the_text_is_found(
    bot: Bot, ada: Client, harness: Harness, shared: Posted, part: Json
) -> None:
    message = harness.workspace.post(shared.channel, Revision("a job", ()), author=harness.bea)
    payload = ada.payloads.message_shortcut(ada.user, "track_job", message)
    payload["message"] |= {"blocks" if "type" in part else "attachments": [part]}
    await ada.interact(payload)
    await bot.settled()
    assert ada.modal is not None
    assert ada.modal.field("Link to the posting").value == WORKDAY


async def test_a_shortcut_that_comes_too_late_offers_the_form(
    bot: Bot, ada: Client, shared: Posted
) -> None:
    bot.slack.triggers.expire = True
    await ada.message_shortcut("Track this job", shared)
    await bot.settled()
    bot.slack.triggers.expire = False
    await ada.presses("Open the form")
    await bot.settled()
    assert ada.modal is not None


async def test_a_job_that_is_still_to_be_applied_to_is_planned(
    bot: Bot, ada: Client, shared: Posted
) -> None:
    await ada.message_shortcut("Track this job", shared)
    await bot.settled()
    assert ada.modal is not None
    ada.modal.fill({"Have you applied?": "I plan to"})
    await ada.modal.submit()
    await bot.settled()
    assert ada.page(ada.screen[0]).whole.title == "Planned: Acme (Pastry Chef)"


PAGE = "https://careers.acme.example/jobs/17"


@pytest.mark.parametrize(
    ("text", "parts", "company", "role"),
    [
        (f"<{PAGE}|Senior Baker at Acme>", (), "Acme", "Senior Baker"),
        (f"<{PAGE}|Senior Baker>", (), None, "Senior Baker"),
        (f"<{PAGE}|Apply here>", (), None, None),
        (
            f"<{PAGE}>",
            ({"from_url": PAGE, "title": "Acme hiring Baker in Berlin | LinkedIn"},),
            "Acme",
            "Baker",
        ),
        (
            f"<{PAGE}>",
            ({"from_url": PAGE, "title": "Baker - Acme", "author_name": "Acme"},),
            "Acme",
            "Baker",
        ),
    ],
)
async def test_company_and_role_are_read_from_a_links_label_or_its_preview(
    bot: Bot,
    ada: Client,
    harness: Harness,
    shared: Posted,
    text: str,
    parts: tuple[Json, ...],
    company: str | None,
    role: str | None,
) -> None:
    message = harness.workspace.post(shared.channel, Revision(text, ()), author=harness.bea)
    payload = ada.payloads.message_shortcut(ada.user, "track_job", message)
    payload["message"] |= {"attachments": list(parts)}
    await ada.interact(payload)
    await bot.settled()
    assert ada.modal is not None
    assert ada.modal.field("Which company?").value == company
    assert ada.modal.field("Which job title?").value == role
