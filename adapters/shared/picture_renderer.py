"""Draws pictures as PNG files, in the child process."""

from __future__ import annotations

from collections import OrderedDict

import structlog

from adapters.shared.child_process import Busy, ChildProcess, TooLarge, TooSlow
from bot.charts.draw import draw
from bot.charts.svg import FAMILY, WIDTH
from bot.charts.text_width import FONTS
from bot.charts.theme import ColorScheme
from bot.message import File, Message
from bot.picture import Picture

KEPT = 64
MEDIA_TYPE = "image/png"
log = structlog.get_logger()


class PictureRenderer:
    """Draws pictures on one ground; those that were drawn lately are kept, by what they show."""

    def __init__(self, child: ChildProcess, look: ColorScheme = ColorScheme.LIGHT) -> None:
        self._child = child
        self._look = look
        self._drawn: OrderedDict[Picture, bytes] = OrderedDict()

    async def render(self, message: Message) -> tuple[Message, File | None]:
        """Returns a message and its picture drawn; where that fails, it has none."""
        picture = message.picture
        if picture is None:
            return message, None
        try:
            content = await self._content(picture)
        except (Busy, TooLarge, TooSlow) as error:
            log.warning("picture_not_drawn", picture=picture.name, reason=type(error).__name__)
            return message.replace(picture=None), None
        name = f"{picture.name}.png"
        return message, File(name, MEDIA_TYPE, content, picture.description)

    async def _content(self, picture: Picture) -> bytes:
        content = self._drawn.pop(picture, None)
        if content is None:
            content = await self._child.run(draw_in_child, picture, self._look)
        self._drawn[picture] = content
        while len(self._drawn) > KEPT:
            self._drawn.popitem(last=False)
        return content


async def render(renderer: PictureRenderer | None, message: Message) -> tuple[Message, File | None]:
    """Draws the picture of a message; without a renderer the message has none."""
    if renderer is None:
        return message.replace(picture=None) if message.picture else message, None
    return await renderer.render(message)


def draw_in_child(picture: Picture, look: ColorScheme) -> bytes:
    """Draws a picture as PNG where it is called."""
    return to_png(draw(picture, look))


def to_png(svg: str) -> bytes:
    """Turns our own SVG into a PNG, with our own fonts and nothing else of this machine."""
    import resvg_py  # takes memory; only the child needs it

    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            width=WIDTH,
            skip_system_fonts=True,
            font_files=[str(path) for path in FONTS],
            font_family=FAMILY,
            sans_serif_family=FAMILY,
        )
    )
