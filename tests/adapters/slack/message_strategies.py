"""Strategies of Hypothesis: messages of the core, as large and as odd as they come."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import strategies as st

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
)
from tests.adapters.slack.user_text import names

long_names = st.one_of(names, st.sampled_from(["&" * 200, "Ä" * 200, "🦄" * 200, "x y " * 50]))
paragraphs = st.one_of(names, st.sampled_from(["line\n" * 40, "&<>" * 1_000, "w " * 4_000]))
buttons = st.lists(
    st.builds(
        Button,
        long_names.map(lambda label: label or "Press"),
        st.just(Invocation("job", {"company": ApplicationRef(id=1)})),
        st.sampled_from(ButtonStyle),
    ),
    max_size=8,
).map(tuple)
moments = st.integers(1_577_836_800, 2_051_222_400).map(
    lambda unix: datetime.fromtimestamp(unix, UTC)
)
typed_values = st.one_of(
    moments.map(Moment),
    st.just(Link("https://x.example/a|b", "Open the posting")),
    st.just(CommandRef("group start")),
)
titles = st.one_of(long_names, st.builds(Text, names, typed_values, names))
texts = st.one_of(paragraphs, st.builds(Text, paragraphs, typed_values, names))
facts = st.lists(
    st.builds(
        Fact,
        st.sampled_from(["Applied", "Found via", "Replies by in person"]),
        st.one_of(titles, typed_values),
    ),
    max_size=22,
).map(tuple)
drafts = st.none() | st.builds(Draft, long_names, paragraphs)
items = st.builds(
    Item,
    titles.map(lambda title: title or "Acme"),
    texts,
    facts,
    buttons,
    drafts,
    st.none() | st.just("follow_up 1"),
)
messages = st.builds(
    Message,
    texts.map(lambda text: text or "Hello"),
    titles,
    facts,
    st.lists(items, max_size=12).map(tuple),
    buttons,
    drafts,
    st.sampled_from(Tone),
)
