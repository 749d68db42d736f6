"""The fake against real bolt: what people do reaches it, what it does is seen, both ways in."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.fakes.slack.client import Client
from tests.fakes.slack.sample_app import HTTP, SOCKET, SampleApp, running
from tests.fakes.slack.screen import ScreenEvent, Shown
from tests.fakes.slack.slack import Slack
from tests.fakes.slack.workspace import Workspace


@pytest.fixture(params=[HTTP, SOCKET])
async def sample_app(
    request: pytest.FixtureRequest, slack: Slack, hunters: Workspace
) -> AsyncIterator[SampleApp]:
    async with running(slack, hunters, request.param) as sample_app:
        yield sample_app


@pytest.fixture
def ada(sample_app: SampleApp) -> Client:
    return sample_app.client("ada")


async def seen(client: Client, what: ScreenEvent, many: int = 1) -> Shown:
    """Returns the latest thing of a sort that a person was shown, once there are that many."""

    def found() -> list[Shown]:
        mine = [one for one in client.workspace.shown if one.is_to(client.user)]
        mine = [one for one in mine if not (one.message and one.message.author is client.user)]
        return [one for one in mine if one.what is what]

    await client.slack.signal.until(lambda: len(found()) >= many, f"{many} × {what}")
    return found()[-1]


async def test_a_slash_command_carries_every_key_and_is_answered_to_one_person(
    sample_app: SampleApp, ada: Client
) -> None:
    await ada.slash("/card Acme & Söhne <3")
    answer = await seen(ada, ScreenEvent.POSTED)
    ((_, body),) = sample_app.received
    assert body["text"] == "Acme & Söhne <3"
    assert {"token", "team_id", "team_domain", "channel_id", "channel_name", "user_id"} <= set(body)
    assert {"user_name", "command", "response_url", "trigger_id", "api_app_id"} <= set(body)
    assert body["is_enterprise_install"] == "false"
    assert answer.message is not None
    assert answer.message.to is ada.user
    assert ada.page(answer.message).whole.text == "Acme & Söhne <3"


async def test_an_answer_in_the_acknowledgment_is_seen_too(ada: Client) -> None:
    await ada.slash("/in-body")
    answer = await seen(ada, ScreenEvent.POSTED)
    assert answer.message is not None
    assert ada.page(answer.message).whole.text == "said at once"


async def test_a_button_of_an_ephemeral_message_rewrites_it_by_its_url(
    sample_app: SampleApp, ada: Client
) -> None:
    await ada.slash("/card Acme")
    await seen(ada, ScreenEvent.POSTED)
    await ada.presses("Done")
    changed = await seen(ada, ScreenEvent.CHANGED)
    assert changed.message is not None
    assert changed.message.first.text == "Acme"
    assert ada.page(changed.message).whole.text == "Done it is"
    body = sample_app.received[-1][1]
    assert body["container"]["is_ephemeral"]
    assert "message" not in body
    assert body["actions"][0]["value"] == "Done"


async def test_a_form_opens_keeps_what_is_not_touched_and_is_sent(
    sample_app: SampleApp, ada: Client
) -> None:
    await ada.slash("/log")
    await seen(ada, ScreenEvent.OPENED)
    assert ada.modal is not None
    assert [field.label for field in ada.modal.fields] == ["Company", "Day", "Way"]
    ada.modal.fill({"Company": "Acme", "Way": "Phone"})
    await ada.modal.submit()
    posted = await seen(ada, ScreenEvent.POSTED)
    assert ada.modal is None
    values = sample_app.received[-1][1]["view"]["state"]["values"]
    assert values["day"]["in"] == {"type": "datepicker", "selected_date": "2026-06-01"}
    assert values["way"]["in"]["selected_option"]["value"] == "phone"
    assert posted.message is not None
    assert posted.message.channel is ada.dm


async def test_a_message_in_the_channel_is_updated(ada: Client, sample_app: SampleApp) -> None:
    await ada.slash("/log")
    await seen(ada, ScreenEvent.OPENED)
    assert ada.modal is not None
    ada.modal.fill({"Company": "Acme & Co"})
    await ada.modal.submit()
    await seen(ada, ScreenEvent.POSTED)
    await ada.presses("Done")
    await seen(ada, ScreenEvent.CHANGED)
    message = sample_app.received[-1][1]["message"]
    # bolt-python#513: what comes back in a message is escaped.
    assert message["blocks"][0]["text"]["text"] == "Acme &amp; Co"
    assert ada.page(ada.screen[0]).whole.text == "Done it is"
    assert ada.page(ada.screen[0], stale=True).whole.text == "Acme & Co"


async def test_a_form_shows_what_the_app_finds_wrong_and_keeps_what_was_typed(
    ada: Client,
) -> None:
    await ada.slash("/log")
    await seen(ada, ScreenEvent.OPENED)
    assert ada.modal is not None
    ada.modal.fill({"Company": "wrong"})
    await ada.modal.submit()
    await seen(ada, ScreenEvent.ASKED_AGAIN)
    assert ada.modal is not None
    company = ada.modal.field("Company")
    assert (company.value, company.error) == ("wrong", "No such company")


async def test_slacks_own_client_asks_for_what_is_required(
    sample_app: SampleApp, ada: Client
) -> None:
    await ada.slash("/log")
    await seen(ada, ScreenEvent.OPENED)
    assert ada.modal is not None
    await ada.modal.submit()
    assert ada.modal.field("Company").error
    assert [kind for kind, _ in sample_app.received] == ["slash"]


@pytest.mark.parametrize("how", ["update", "push"])
async def test_a_form_is_replaced_or_covered_by_another(ada: Client, how: str) -> None:
    await ada.slash("/log")
    first = await seen(ada, ScreenEvent.OPENED)
    assert ada.modal is not None
    ada.modal.fill({"Company": how})
    await ada.modal.submit()
    await seen(ada, ScreenEvent.OPENED, 2)
    assert ada.modal.title == "Once more"
    assert (ada.modal.view is first.view) == (how == "update")
    # Block and action are the same in an update, so what was typed stays.
    assert ada.modal.field("Company").value == (how if how == "update" else None)


async def test_a_closed_form_is_announced_where_the_app_asked_for_it(
    sample_app: SampleApp, ada: Client
) -> None:
    await ada.slash("/log")
    await seen(ada, ScreenEvent.OPENED)
    assert ada.modal is not None
    await ada.modal.close()
    assert ada.modal is None
    assert sample_app.received[-1][0] == "closed"


async def test_a_message_to_the_app_comes_with_links_made_of_what_looks_like_one(
    sample_app: SampleApp, ada: Client
) -> None:
    await ada.says("applied Booking.com & Co, see https://jobs.lever.co/x/1.")
    answer = await seen(ada, ScreenEvent.POSTED)
    assert sample_app.received[-1][1]["text"] == (
        "applied <http://Booking.com|Booking.com> &amp; Co, see <https://jobs.lever.co/x/1>."
    )
    assert answer.message is not None
    said = "You said: applied Booking.com & Co, see https://jobs.lever.co/x/1."
    assert ada.page(answer.message).whole.text == said


async def test_the_home_tab_is_published_and_comes_back_with_the_next_event(
    sample_app: SampleApp, ada: Client
) -> None:
    await ada.opens_home()
    await seen(ada, ScreenEvent.HOME)
    assert ada.home is not None
    assert ada.home.whole.text == "Your board"
    await ada.opens_home()
    await seen(ada, ScreenEvent.HOME, 2)
    assert sample_app.received[-1][1]["view"]["blocks"][0]["text"]["text"] == "Your board"


async def test_nobody_sees_what_is_said_to_another(sample_app: SampleApp, ada: Client) -> None:
    await ada.slash("/card Acme")
    await seen(ada, ScreenEvent.POSTED)
    assert sample_app.client("bea").screen == []
