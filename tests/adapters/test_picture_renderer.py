"""Pictures are drawn in the child process, with our own fonts, once for what they show."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from adapters.shared.child_process import ChildProcess
from adapters.shared.picture_renderer import PictureRenderer, render, to_png
from bot.charts.svg import LABEL, Svg
from bot.charts.text_width import width
from bot.charts.theme import THEMES, ColorScheme
from bot.message import Message
from bot.texts.picture_texts import funnel_picture
from tests.bot.charts.funnels import many
from tests.golden_pictures import FOLDER, drawn, pictures

TOLERANCE = 1.5  # of 255, on the average of all pixels


def read(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content)).convert("RGB")


async def test_a_picture_is_drawn_once_for_what_it_shows(child: ChildProcess) -> None:
    renderer = PictureRenderer(child)
    _, first = await renderer.render(Message("", picture=funnel_picture(many(7))))
    _, again = await renderer.render(Message("", picture=funnel_picture(many(7))))
    assert first is not None
    assert again is not None
    assert first.content is again.content
    assert first.description.startswith("Where 7 applications went. Stages: Applied 7")
    assert read(first.content).width == 1400


async def test_a_picture_that_cannot_be_drawn_leaves_the_message_without_it() -> None:
    broken = ChildProcess(most_waiting=0)
    message, image = await PictureRenderer(broken).render(
        Message("Your numbers", picture=funnel_picture(many(7)))
    )
    assert (message, image) == (Message("Your numbers"), None)
    assert (await render(None, message))[1] is None


def test_words_are_drawn_without_any_font_of_the_machine() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="1400" height="100">{}</svg>'
    words = '<text x="0" y="80" font-family="Noto Sans" font-size="60">{}</text>'
    for text in ("Applied", "Überfällig", "Ждём"):
        image = Image.open(io.BytesIO(to_png(svg.format(words.format(text)))))
        left, _, right, _ = image.getchannel("A").getbbox() or (0, 0, 0, 0)
        assert abs((right - left) - width(text, 60)) < 12


def test_a_name_of_signs_that_the_font_lacks_is_drawn_as_nothing_and_never_as_boxes() -> None:
    svg = Svg(THEMES[ColorScheme.LIGHT])
    svg.text(44, 60, "王小明 😀")
    blank = Svg(THEMES[ColorScheme.LIGHT]).finish(100, "")
    assert to_png(svg.finish(100, "")) == to_png(blank)


def test_markup_in_a_role_is_drawn_as_its_letters_and_opens_no_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    Image.new("RGB", (1400, 100), "#ff0000").save(secret)
    role = f'<image href="file:{secret}" width="1400" height="100"/>'
    svg = Svg(THEMES[ColorScheme.LIGHT])
    svg.text(44, 60, role)
    drawn = read(to_png(svg.finish(100, role)))
    assert (255, 0, 0) not in {color for _, color in drawn.getcolors(1 << 20) or ()}
    bounds = ImageChops.difference(drawn, Image.new("RGB", drawn.size, drawn.getpixel((0, 0))))
    left, _, right, _ = bounds.getbbox() or (0, 0, 0, 0)
    assert right - left > 0.9 * min(width(role, LABEL), 1400 - 44)


@pytest.mark.parametrize("name", [name for name, _, _ in pictures()])
def test_a_picture_looks_as_it_did(name: str) -> None:
    """After a change that is meant: `python -m tests.golden_pictures`, and look at them."""
    found = {one: (picture, look) for one, picture, look in pictures()}
    now = drawn(*found[name])
    before = Image.open(FOLDER / f"{name}.png").convert("RGB")
    assert now.size == before.size
    assert max(ImageStat.Stat(ImageChops.difference(now, before)).mean) <= TOLERANCE
