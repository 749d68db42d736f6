"""Writes the pictures that the tests compare with, small ones: `python -m tests.golden_pictures`.

Look at each before it is committed.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from adapters.shared.picture_renderer import draw_in_child
from bot.charts.theme import Look
from bot.picture import Picture
from bot.texts.picture_texts import funnel_picture
from tests.bot.charts.funnels import many

FOLDER = Path(__file__).parent / "adapters" / "golden"
WIDE = 400


def pictures() -> Iterator[tuple[str, Picture, Look]]:
    """The name, the data and the ground of each."""
    yield "funnel-1", funnel_picture(many(1)), Look.LIGHT
    yield "funnel-100", funnel_picture(many(100)), Look.LIGHT
    yield "funnel-100-dark", funnel_picture(many(100)), Look.DARK


def drawn(picture: Picture, look: Look) -> Image.Image:
    """A picture as it is drawn today, small."""
    image = Image.open(io.BytesIO(draw_in_child(picture, look))).convert("RGB")
    return image.resize((WIDE, round(image.height * WIDE / image.width)))


def main() -> None:
    """Writes them all."""
    FOLDER.mkdir(exist_ok=True)
    for name, picture, look in pictures():
        drawn(picture, look).quantize(64).save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
