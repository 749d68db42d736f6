"""Messages as a person reads them: Markdown, moments in their zone, and parts by their layout."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.fakes.discord.markdown import BOLD, CODE, Reader, render
from tests.fakes.discord.message_reader import read
from tests.fakes.discord.page import Page

READER = Reader(ZoneInfo("Europe/Berlin"), "en-GB", datetime(2026, 6, 1, 8, tzinfo=UTC))


def seen(source: str) -> str:
    """Returns what is seen, with everything that is more than words in brackets."""
    said = []
    for line in render(source, READER):
        words = ""
        for piece in line.pieces:
            marks = [*sorted(piece.styles), *filter(None, [piece.link, piece.mention])]
            words += f"[{piece.text}|{' '.join(marks)}]" if marks else piece.text
        said.append(words if line.kind == "text" else f"{line.kind}: {words}")
    return "\n".join(said)


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("**bold** and *slanted*", "[bold|bold] and [slanted|italic]"),
        (r"\*\*not bold\*\*", "**not bold**"),
        (r"**Acme \*\* Sons**", "[Acme ** Sons|bold]"),
        ("__under__ ~~gone~~ ||hush||", "[under|underline] [gone|struck] [hush|hidden]"),
        ("snake_case_name and _leaning_", "snake_case_name and [leaning|italic]"),
        ("`x` and \\`y\\`", "[x|code] and `y`"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("hi @everyone", "hi [@everyone|@everyone]"),
        ("hi \\@everyone @\u200bhere", "hi @everyone @here"),
        ("<@1> <@&2> <#3>", "[<@1>|<@1>] [<@&2>|<@&2>] [<#3>|<#3>]"),
        (r"\<@1\>", "<@1>"),
        ("[here](https://evil.example)", "[here|https://evil.example]"),
        (r"\[here\](x)", "[here](x)"),
        ("[a](<https://a.example/x(1)>)", "[a|https://a.example/x(1)]"),
        ("see https://a.example.", "see [https://a.example|https://a.example]."),
        ("<t:1780902000:F>", "Monday, 8 June 2026 09:00"),
        ("<t:1780902000:R>", "in 1 week"),
        ("# Title\nwords", "heading: Title\nwords"),
        ("-# small\n> said", "small: small\nquote: said"),
        ("a\n```\nDear *you*,\n\nbye\n```\nb", "a\ncode: [Dear *you*,\n\nbye|code]\nb"),
        ("**a\nb**", "[a|bold]\n[b|bold]"),
        (r"\# no title", "# no title"),
    ],
)
def test_markdown(source: str, shown: str) -> None:
    assert seen(source) == shown


def test_styles_have_names() -> None:
    (line,) = render("**Applied:** Mon", READER)
    assert line.styled(BOLD) == "Applied:"
    assert line.styled(CODE) == ""


def page(*components: dict[str, Any], accent: int | None = None) -> Page:
    card = {"type": 17, "id": 7, "accent_color": accent, "components": list(components)}
    message = {"content": "", "attachments": [], "embeds": [], "flags": 1 << 15}
    return read({**message, "components": [card]}, READER)


def text(content: str) -> dict[str, Any]:
    return {"type": 10, "content": content}


def row(*labels: str) -> dict[str, Any]:
    buttons = [{"type": 2, "label": label, "custom_id": label, "style": 2} for label in labels]
    return {"type": 1, "components": buttons}


LINE = {"type": 14}


def test_a_card_with_a_title_facts_a_letter_and_buttons() -> None:
    card = page(
        text("### Acme\nLogged.\n**Next:** <t:1780902000:F>\n**Role** Baker"),
        text("Subject\n```\nAm I *in*?\n```"),
        text("```\nDear you,\n```"),
        row("Edit", "Undo"),
        accent=0x2E7D32,
    )
    whole = card.whole
    assert (whole.title, whole.text) == ("Acme", "Logged.")
    assert whole.facts == [("Next", "Monday, 8 June 2026 09:00"), ("Role", "Baker")]
    assert whole.letter == ("Am I *in*?", "Dear you,")
    assert [one.label for one in whole.pressables] == ["Edit", "Undo"]
    assert (card.entries, card.color, card.card) == ([], 0x2E7D32, 7)


def test_entries_between_lines_and_buttons_of_the_whole_at_the_end() -> None:
    card = page(
        text("### 2 things"),
        LINE,
        text("**Acme**\nFollow up."),
        text("```\nHello\n```"),
        row("Skip"),
        LINE,
        text("**Zebra**"),
        row("Skip"),
        LINE,
        row("Show the rest"),
    )
    assert [one.title for one in card.entries] == ["Acme", "Zebra"]
    assert card.entries[0].letter == ("", "Hello")
    assert [one.label for one in card.whole.pressables] == ["Show the rest"]
    assert len(card.find("skip")) == 2
    assert card.find("Skip", "Zebra") == card.entries[1].pressables
    assert len(card.find("Skip", "2 things")) == 2


def test_a_name_that_was_not_escaped_shows() -> None:
    forged = page(text("### **Acme** <@1> [x](https://evil.example)"))
    assert forged.whole.title == "Acme <@1> x"
    assert forged.mentions == ["<@1>"]
    assert forged.links == [("x", "https://evil.example")]
