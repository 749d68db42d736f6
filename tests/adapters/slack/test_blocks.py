"""A message as blocks: within every limit, valid, showing what people wrote as they wrote it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, given, settings

from adapters.slack.rendering.blocks import Page, draw_pages
from adapters.slack.rendering.command_names import CommandNames
from adapters.slack.rendering.fallback_text import draw_as_text
from adapters.slack.rendering.fit import fit_one_page
from bot.command import ApplicationRef
from bot.commands.group_board import PAGE
from bot.message import (
    Button,
    CommandRef,
    Draft,
    Fact,
    Invocation,
    Item,
    Link,
    Message,
    Moment,
    Text,
    plain,
)
from tests.adapters.slack.message_strategies import messages
from tests.adapters.slack.user_text import NASTY
from tests.fakes.slack import contracts, limits
from tests.fakes.slack.message import Revision
from tests.fakes.slack.message_reader import read
from tests.fakes.slack.mrkdwn import Reader

slowly = settings(
    max_examples=50,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def drawn(message: Message) -> tuple[Page, ...]:
    """The message with a click id for each button."""
    return draw_pages(
        message, [f"job|company=~{number}" for number in range(len(message.all_buttons))]
    )


def seen(page: Page) -> str:
    """Returns all text on a page; fails if it pings anyone."""

    def ping(what: str) -> None:
        raise AssertionError(f"{what} is pinged")

    shown = read(Revision(page.text, page.blocks), Reader("UTC", datetime.now(UTC), str, ping))
    said = [page.text]
    for part in shown.parts:
        said += [part.title, part.text, *(f"{a} {b}" for a, b in part.facts)]
        said += [one.text for one in part.copyables]
        said += [one.label for one in part.pressables]
    return "\n".join(said)


@slowly
@given(messages)
def test_every_page_is_valid_and_within_the_limits(message: Message) -> None:
    for page in drawn(message):
        assert limits.problems_of_message(page.blocks) == []
        assert limits.problems_of_text(page.text) == []
        assert contracts.problems_of_blocks(page.blocks) == []
        assert page.text.strip()


@slowly
@given(messages)
def test_nobody_is_pinged(message: Message) -> None:
    for page in drawn(message):
        seen(page)


@slowly
@given(messages)
def test_every_button_can_be_pressed(message: Message) -> None:
    pressed = [
        element["value"]
        for page in drawn(message)
        for block in page.blocks
        for element in (*block.get("elements", ()), block.get("accessory", {}))
        if element.get("type") == "button"
    ]
    assert len(pressed) == len(message.all_buttons)
    assert len(set(pressed)) == len(pressed)


@slowly
@given(messages)
def test_a_delivery_fits_one_page(message: Message) -> None:
    delivery = message.replace(delivery="d" * 32)
    assert len(drawn(fit_one_page(delivery))) == 1


def test_what_is_left_of_a_delivery_waits_behind_a_button() -> None:
    many = tuple(
        Item(f"Acme {n}", "w " * 900, draft=Draft("s", "b" * 3_000), nudge="follow_up 1")
        for n in range(10)
    )
    fitted = fit_one_page(Message("Ten", "Ten", items=many, delivery="d" * 32))
    (rest,) = fitted.buttons
    assert rest.label == "Show the rest"
    assert rest.action.args["start"] == len(fitted.items) > 0


def test_a_draft_that_does_not_fit_waits_behind_a_button() -> None:
    press = Button("I sent it", Invocation("followed-up", {"company": ApplicationRef(id=1)}, 7))
    many = tuple(
        Item(f"Acme {n}", "Write.", buttons=(press,), draft=Draft("s", "b" * 1_500), nudge="x 1")
        for n in range(10)
    )
    fitted = fit_one_page(Message("Ten", "Ten", items=many, delivery="d" * 32))
    assert len(fitted.items) == 10
    assert fitted.items[0].draft is not None
    assert fitted.items[-1].draft is None
    assert [one.label for one in fitted.items[-1].buttons] == ["I sent it", "Draft"]


def test_a_digest_of_ten_with_the_usual_letters_is_shown_whole() -> None:
    press = Button("I sent it", Invocation("followed-up", {"company": ApplicationRef(id=1)}, 7))
    letter = Draft("My application for the Senior Baker position", "w " * 400)
    many = tuple(
        Item(f"Follow up with Acme {n}", "w " * 90, buttons=(press,) * 4, draft=letter, nudge="x 1")
        for n in range(10)
    )
    message = Message("Ten", "Ten", items=many, delivery="d" * 32)
    assert fit_one_page(message) == message


def test_names_show_as_they_were_typed_everywhere() -> None:
    for name in NASTY:
        press = Button(name, Invocation("job", {"company": ApplicationRef(id=1)}))
        line = Item(name, f"applied to {name}", buttons=(press,))
        card = Item(name, name, (Fact("Contact", name),), (press,), Draft(name, name), "x 1")
        message = Message(
            name, name, (Fact("Role", name),), (line, card), (press,), Draft(name, name)
        )
        (page,) = drawn(message)
        shown = read(Revision(page.text, page.blocks), Reader("UTC", datetime.now(UTC), str, print))
        first, second = shown.entries
        assert shown.whole.title == name
        assert shown.whole.text == name
        assert shown.whole.facts == [("Role", name)]
        assert [one.text for one in shown.whole.copyables] == [name, name]
        assert (first.title or first.text.split("\n")[0]) == name
        assert f"applied to {name}" in first.text
        assert (second.title, second.text) == (name, name)
        assert second.facts == [("Contact", name)]


def test_a_line_under_a_persons_name_shows_the_name_as_it_is() -> None:
    for name in (*NASTY, "_ada_"):
        (page,) = drawn(Message("The board", facts=(Fact(name, "1 week kept"),)))
        assert name in seen(page).removeprefix(page.text)


def test_a_full_page_of_a_groups_board_is_shown_whole() -> None:
    own = "This week so far: 12 applications, 3 follow-ups and 2 conversations. " * 3
    lines = (Fact("You", own), *(Fact(f"member {n}", "2 of 5") for n in range(PAGE)))
    (page,) = drawn(Message("Last week", facts=lines))
    shown = seen(page).removeprefix(page.text)
    assert own.strip() in shown
    assert shown.count("2 of 5") == PAGE


def test_the_text_alone_says_what_it_is_about() -> None:
    item = Item("Follow up with Acme", "You applied a week ago.", nudge="follow_up 1")
    (page,) = drawn(Message(item.text, item.title, items=(item,)))
    assert page.text == "Follow up with Acme: You applied a week ago."


def test_a_single_nudge_does_not_say_the_same_twice() -> None:
    item = Item("Follow up with Acme", "You applied a week ago.", nudge="follow_up 1")
    (page,) = drawn(Message(item.text, item.title, items=(item,)))
    said = seen(page).removeprefix(page.text)
    assert said.count("Follow up with Acme") == 1
    assert said.count("You applied a week ago.") == 1


def test_a_screen_reader_distinguishes_the_buttons_of_items() -> None:
    press = Button("I sent it", Invocation("job", {"company": ApplicationRef(id=1)}))
    (page,) = drawn(
        Message("Two", items=tuple(Item(f"Acme {n}", buttons=(press,)) for n in (1, 2)))
    )
    labels = [block["accessory"]["accessibility_label"] for block in page.blocks[1:]]
    assert labels == ["I sent it: Acme 1", "I sent it: Acme 2"]


def test_in_words_alone_nothing_is_lost() -> None:
    item = Item("Acme", "Write now.", draft=Draft("Hello", "Dear Dana"))
    said = draw_as_text(Message("Write now.", "Acme", items=(item,)))
    assert said == "Acme\nWrite now.\nSubject: Hello\nDear Dana"


def test_a_moment_is_a_date_for_slack_and_words_in_the_text() -> None:
    at = datetime(2026, 6, 4, 12, tzinfo=UTC) + timedelta(0)
    (page,) = drawn(Message("Booked", facts=(Fact("Starts", Moment(at)),)))
    value = page.blocks[1]["fields"][1]["text"]
    assert value.startswith(f"<!date^{int(at.timestamp())}^")
    assert "2026-06-04 12:00 UTC" in page.text


def test_a_sentence_shows_a_moment_in_the_readers_zone_and_a_link_to_follow() -> None:
    at = datetime(2026, 6, 4, 12, tzinfo=UTC)
    posting = Link("https://x.example", "the posting")
    sentence = Text("Apply by ", Moment(at), ", see ", posting)
    show = Button("Open", Invocation("job", {"company": ApplicationRef(id=1)}))
    (page,) = drawn(Message(sentence, items=(Item("Acme", sentence, buttons=(show,)),)))
    reader = Reader("Europe/Berlin", at, str, print)
    shown = read(Revision(page.text, page.blocks), reader)
    for part in shown.parts:
        assert "2:00 PM" in part.text
        assert "the posting" in part.text
    assert page.text.startswith("Apply by 2026-06-04 12:00 UTC, see https://x.example")


def test_what_a_workspace_has_no_command_for_is_asked_of_followthrough() -> None:
    typed = Text("You wrote: /job. Now ", CommandRef("job"), " or ", CommandRef("group start"))
    message = Message(
        typed, typed, (Fact("/job", typed),), (Item(typed, typed, (Fact("/job", "/job"),)),)
    )
    for few, said in (
        (False, "You wrote: /job. Now /job or /group start"),
        (True, "You wrote: /job. Now /followthrough job or /group start"),
    ):
        spelled = CommandNames(few).in_message(message)
        (item,) = spelled.items
        texts = [spelled.text, spelled.title, spelled.facts[0].value, item.title, item.text]
        assert [plain(text) for text in texts] == [said] * 5
        assert item.facts == (Fact("/job", "/job"),)
