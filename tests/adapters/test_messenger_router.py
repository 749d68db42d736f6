"""One messenger for all platforms: it sends where the recipient is, and counts the outcome."""

from __future__ import annotations

import io
import json
from collections.abc import Awaitable, Callable

import pytest

from adapters.app.messenger_router import SECONDS_FOR_ANOTHER, MessengerRouter
from adapters.app.metrics import Metrics
from bot.domain.groups.group import Channel
from bot.domain.people.person import Address
from bot.message import Message
from bot.ports.messenger import ContentRefused, NotSent, RetryLater, Unreachable

ADA = Address("slack", "T1", "U1")
HUNTERS = Channel("slack", "T1", "C1", "hunters")
DUE = Message("It is time.", "Follow up with Acme")


class FakeMessenger:
    """A platform that does one thing whatever it is asked to tell."""

    def __init__(self, fault: Exception | None = None) -> None:
        self.fault = fault
        self.calls: list[tuple[str, str, bool]] = []

    async def send_direct(
        self, address: Address, message: Message, delivery: str, *, maybe_sent: bool = False
    ) -> None:
        self.calls.append((address.user, delivery, maybe_sent))
        if self.fault is not None:
            raise self.fault

    async def send_channel(
        self, channel: Channel, message: Message, delivery: str, *, maybe_sent: bool = False
    ) -> None:
        await self.send_direct(
            Address(channel.platform, "", channel.id), message, delivery, maybe_sent=maybe_sent
        )


def tell(messenger: MessengerRouter) -> Awaitable[None]:
    return messenger.send_direct(ADA, DUE, "d1", maybe_sent=True)


def post(messenger: MessengerRouter) -> Awaitable[None]:
    return messenger.send_channel(HUNTERS, DUE, "d1", maybe_sent=True)


Way = Callable[[MessengerRouter], Awaitable[None]]
both = pytest.mark.parametrize("way", [tell, post])


def counted(metrics: Metrics) -> list[str]:
    written = metrics.render().decode().splitlines()
    return [line for line in written if line.startswith("followthrough_deliveries_total")]


@both
async def test_what_may_have_been_sent_before_is_sent_as_such(way: Way) -> None:
    slack, discord, metrics = FakeMessenger(), FakeMessenger(), Metrics()
    await way(MessengerRouter({"slack": slack, "discord": discord}, metrics))
    assert slack.calls == [("U1" if way is tell else "C1", "d1", True)]
    assert discord.calls == []
    assert counted(metrics) == [
        'followthrough_deliveries_total{outcome="sent",platform="slack"} 1.0'
    ]


@both
@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        (RetryLater(30), "retry_later"),
        (Unreachable("closed"), "unreachable"),
        (ContentRefused("invalid_blocks"), "content_refused"),
        (NotSent("no connection"), "not_sent"),
        (ConnectionResetError("reset"), "failed"),
    ],
)
async def test_what_went_wrong_is_counted_and_still_goes_wrong(
    way: Way, fault: Exception, outcome: str
) -> None:
    metrics = Metrics()
    with pytest.raises(type(fault)) as raised:
        await way(MessengerRouter({"slack": FakeMessenger(fault)}, metrics))
    assert raised.value is fault
    assert counted(metrics) == [
        f'followthrough_deliveries_total{{outcome="{outcome}",platform="slack"}} 1.0'
    ]


@both
async def test_what_broke_is_logged_with_its_place_and_without_its_words(
    way: Way, logged: io.StringIO
) -> None:
    fault = ConnectionResetError("Secret Bakery")
    with pytest.raises(ConnectionResetError):
        await way(MessengerRouter({"slack": FakeMessenger(fault)}, Metrics()))
    entry = json.loads(logged.getvalue().splitlines()[-1])
    assert (entry["error"], entry["delivery"]) == ("ConnectionResetError", "d1")
    assert any("test_messenger_router.py" in place for place in entry["where"])
    assert "Secret" not in logged.getvalue()


@both
async def test_a_person_on_a_platform_not_served_here_waits_for_a_process_that_does(
    way: Way,
) -> None:
    discord = FakeMessenger()
    with pytest.raises(RetryLater) as later:
        await way(MessengerRouter({"discord": discord}, Metrics()))
    assert later.value.seconds == SECONDS_FOR_ANOTHER
    assert discord.calls == []
