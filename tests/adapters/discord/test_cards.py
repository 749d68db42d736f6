"""Any message of the core is drawn within Discord's limits, and nothing of it is lost."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.discord.rendering.cards import card_id, draw_pages
from adapters.discord.rendering.components import LONGEST_LABEL, Page
from bot.command import ApplicationRef
from bot.message import (
    Button,
    ButtonStyle,
    CommandRef,
    Draft,
    Fact,
    Invocation,
    Item,
    Link,
    Message,
    Moment,
    Text,
    Tone,
    plain,
)
from bot.texts.plain_text import cut_line
from tests.fakes.discord import contract
from tests.fakes.discord.components import BUTTON, walk
from tests.fakes.discord.limits import unfit_message
from tests.fakes.discord.markdown import Reader, render
from tests.fakes.discord.messages import COMPONENTS_V2

READER = Reader(ZoneInfo("Europe/Berlin"), "en-GB", datetime(2026, 6, 1, tzinfo=UTC))
WORDS = st.text(st.sampled_from("ab `*#-\n<@1>:.é"), max_size=60)
LONG = st.builds(lambda words, times: words * times, WORDS, st.integers(0, 120))
MOMENTS = st.integers(0, 4_000_000_000).map(lambda unix: datetime.fromtimestamp(unix, UTC))
VALUES = (
    WORDS
    | st.builds(Moment, MOMENTS)
    | st.builds(Link, st.just("https://example.com/x"), WORDS)
    | st.builds(Text, WORDS, st.just(CommandRef("nudges")), st.builds(Moment, MOMENTS), LONG)
)
FACTS = st.lists(st.builds(Fact, WORDS, VALUES), max_size=6).map(tuple)
BUTTONS = st.builds(
    Button,
    st.text(st.sampled_from("ab é"), max_size=120),
    st.builds(lambda id: Invocation("job", {"company": ApplicationRef(id=id)}), st.integers(1, 9)),
    st.sampled_from(ButtonStyle),
)
DRAFTS = st.none() | st.builds(Draft, WORDS, LONG)


def some(most: int) -> st.SearchStrategy[tuple[Button, ...]]:
    return st.lists(BUTTONS, max_size=most).map(tuple)


TITLES = WORDS | st.builds(Text, WORDS, st.just(CommandRef("nudges")), WORDS)
TEXTS = LONG | st.builds(Text, LONG, st.just(CommandRef("group start")), LONG)
ITEMS = st.builds(Item, TITLES, TEXTS, FACTS, some(8), DRAFTS)
MESSAGES = st.builds(
    Message,
    TEXTS,
    TITLES,
    FACTS,
    st.lists(ITEMS, max_size=14).map(tuple),
    some(20),
    DRAFTS,
    st.sampled_from(Tone),
    delivery=st.none() | st.just("1f0c3b9e"),
)


def drawn(message: Message) -> list[Page]:
    buttons = enumerate(message.all_buttons)
    return draw_pages(message, [f"{button.label[:40]}-{number}" for number, button in buttons])


def everything(all_pages: list[Page]) -> str:
    words = [one["content"] for page in all_pages for one in walk(page) if "content" in one]
    return "\n".join(line.text for word in words for line in render(word, READER))


@settings(max_examples=60)
@given(MESSAGES)
def test_every_page_is_one_that_discord_takes(message: Message) -> None:
    checker = contract.request("POST", "/channels/{channel_id}/messages")
    for page in drawn(message):
        body = {"components": page, "flags": COMPONENTS_V2}
        assert list(unfit_message(body)) == []
        assert contract.complain(checker, body) is None


@settings(max_examples=40)
@given(MESSAGES)
def test_every_button_is_on_a_page_under_its_label(message: Message) -> None:
    wanted = [*message.buttons, *(button for item in message.items for button in item.buttons)]
    shown = {one["label"] for page in drawn(message) for one in walk(page) if one["type"] == BUTTON}
    assert {cut_line(button.label, LONGEST_LABEL) or "·" for button in wanted} <= shown


@settings(max_examples=40)
@given(MESSAGES)
def test_no_word_is_lost_however_many_pages_it_takes(message: Message) -> None:
    letters = "".join(everything(drawn(message)).replace("\u200b", "").split())
    texts = [message.title, *(item.title for item in message.items)]
    texts += [item.text for item in message.items]
    texts += [item.draft.body for item in message.items if item.draft]
    for words in texts:
        assert "".join(plain(words).split()) in letters


def nudge(number: int) -> Item:
    does = Invocation("skip", {"company": ApplicationRef(id=number)}, number)
    buttons = tuple(Button(label, does) for label in ("I sent it", "They replied", "Skip"))
    return Item(f"Follow up: Acme {number}", "It is time.", (), buttons, Draft("Hello", "a" * 900))


def test_a_digest_of_ten_is_turned_like_a_book_and_no_nudge_is_torn_apart() -> None:
    items = tuple(nudge(number) for number in range(1, 11))
    book = drawn(Message("Here is what is due.", "10 things", items=items, delivery="d"))
    assert len(book) > 1
    for number in range(1, 11):
        (page,) = [one for one in book if f"Acme {number}\n" in everything([one]) + "\n"]
        labels = [one["label"] for one in walk(page) if one["type"] == BUTTON]
        assert labels.count("I sent it") == everything([page]).count("Follow up: Acme")


def test_a_list_of_ten_with_a_button_each_is_one_page() -> None:
    show = Button("Open", Invocation("job", {"company": ApplicationRef(id=1)}))
    lines = tuple(Item(f"Acme {n}", "applied", buttons=(show,)) for n in range(10))
    older = (Button("Newer", Invocation("pipeline")), Button("Older", Invocation("pipeline")))
    assert len(drawn(Message("20 applied", "Your pipeline", items=lines, buttons=older))) == 1


def test_the_buttons_of_the_whole_are_under_every_page() -> None:
    undo = Button("Undo", Invocation("undo", {"change": 1}))
    book = drawn(Message("word " * 2_000, "Long", buttons=(undo,)))
    assert len(book) > 1
    for page in book:
        assert [one["label"] for one in walk(page) if one["type"] == BUTTON] == ["Undo"]


def test_a_moment_is_one_that_every_reader_sees_in_their_own_zone() -> None:
    at = datetime(2026, 6, 4, 12, tzinfo=UTC)
    (page,) = drawn(Message("Booked.", facts=(Fact("Interview", Moment(at)),)))
    assert "4 June 2026 14:00" in everything([page])


def test_a_sentence_shows_a_moment_in_the_readers_zone_and_a_link_to_follow() -> None:
    at = datetime(2026, 6, 4, 12, tzinfo=UTC)
    posting = Link("https://example.com/x", "the posting")
    sentence = Text("Apply by ", Moment(at), ", see ", posting, " or ", CommandRef("job"))
    (page,) = drawn(Message(sentence, facts=(Fact("Next", sentence),)))
    said = "Apply by Thursday, 4 June 2026 14:00, see the posting or /job"
    assert everything([page]).count(said) == 2


@pytest.mark.parametrize("delivery", ["a", "b", "1f0c3b9e"])
def test_a_delivery_can_be_found_again_by_the_number_on_its_card(delivery: str) -> None:
    (page,) = drawn(Message("Due.", delivery=delivery))
    assert page[0]["id"] == card_id(delivery)
    assert 0 < page[0]["id"] < 2**31


def test_nothing_at_all_is_still_a_message() -> None:
    ((card,),) = drawn(Message(""))
    assert card["components"]
