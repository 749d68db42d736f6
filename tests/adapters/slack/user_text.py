"""Text of users that Slack could misread, and a strategy for names."""

from __future__ import annotations

from hypothesis import strategies as st

NASTY = (
    "<!channel>",
    "<@U1>",
    "*bold*",
    "_it_ ~no~ `code`",
    "&lt;",
    "&amp;amp;",
    "<https://evil.example|Acme>",
    "https://evil.example",
    "www.evil.example",
    "Booking.com",
    "@here",
    "@channel",
    ":tada:",
    "> quoted",
    "<!date^1^{date}|x>",
    "a|b",
    "AT&T <b>",
)


# Names as they are kept: one line, nothing at the edges.
names = st.one_of(
    st.sampled_from(NASTY),
    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=80),
).map(lambda text: " ".join(text.split()))
