"""A funnel drawn as PNG, from its numbers to the file, beside the bare renderer on the same SVG."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import aclosing

from adapters.shared.child_process import ChildProcess
from adapters.shared.picture_renderer import PictureRenderer, to_png
from bot.charts.draw import draw
from bot.charts.theme import ColorScheme
from bot.message import Message
from bot.texts.picture_texts import funnel_picture
from tests.benchmarks.databases import Site
from tests.benchmarks.harness import Repetitions, Row, Scale, alternate, ms, times
from tests.bot.charts.funnels import many

APPLICATIONS = 100
PICTURES = 3
MOST = 1.5  # times the bare renderer


async def rows(_site: Site, scale: Scale) -> AsyncIterator[Row]:
    """Some pictures in a row, none of them kept from before."""
    picture = funnel_picture(many(APPLICATIONS))
    svg = draw(picture, ColorScheme.LIGHT)
    async with aclosing(ChildProcess()) as child:

        async def ours(_number: int) -> None:
            _, image = await PictureRenderer(child).render(Message("", picture=picture))
            assert image is not None

        async def bare(_number: int) -> None:
            to_png(svg)

        await ours(0)  # starts the child
        whole, least = Repetitions(ours, PICTURES), Repetitions(bare, PICTURES)
        await alternate(scale.turns, whole.several, least.several)
    took, yardstick = whole.percentile(0.5), least.percentile(0.5)
    yield Row(
        f"a funnel of {APPLICATIONS} applications as PNG, child process and all",
        "—",
        ms(took),
        "resvg on the same SVG",
        ms(yardstick),
        times(took / yardstick),
        f"≤ {times(MOST)}",
        took <= MOST * yardstick,
    )
