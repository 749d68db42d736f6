"""Writes the fonts of the pictures and their widths, from the package of Noto Sans.

    python -m tests.fonts

The fonts are pinned to a weight and cut down to the signs of `bot.charts.text_width`; what it
writes is committed, and changes only with a newer Noto Sans.
"""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import fontpkg_noto_sans
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from bot.charts.text_width import SIGNS, WIDTHS

SOURCE = Path(fontpkg_noto_sans.__file__).parent
FOLDER = WIDTHS.parent
WEIGHTS = {"Regular": 400, "Bold": 700}


def make_font(weight: int) -> TTFont:
    """Returns Noto Sans at a weight, with the signs that the pictures draw and no others."""
    font = TTFont(SOURCE / "files" / "NotoSans[wdth,wght].ttf", recalcTimestamp=False)
    font = instantiateVariableFont(font, {"wght": weight, "wdth": 100})
    options = Options()
    options.layout_features = []
    options.hinting = False
    options.name_IDs = [0, 1, 2, 4, 6, 13, 14]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[code for signs in SIGNS for code in signs])
    subsetter.subset(font)
    font["OS/2"].usWeightClass = weight
    font["head"].macStyle = int(weight >= 700)
    for record in font["name"].names:
        if record.nameID == 2:
            record.string = "Bold" if weight >= 700 else "Regular"
        if record.nameID == 1:
            record.string = "Noto Sans"
    return font


def widths(font: TTFont) -> dict[str, int]:
    """Returns how wide each sign is, in thousandths of the font's size."""
    unit = font["head"].unitsPerEm
    drawn = font.getBestCmap()
    return {
        chr(code): round(font["hmtx"][name][0] * 1000 / unit)
        for code, name in sorted(drawn.items())
    }


def main() -> None:
    """Writes the fonts, their widths and their license."""
    found = {}
    for name, weight in WEIGHTS.items():
        font = make_font(weight)
        found[name.lower()] = widths(font)
        written = BytesIO()
        font.save(written, reorderTables=None)
        (FOLDER / f"NotoSans-{name}.ttf").write_bytes(written.getvalue())
    WIDTHS.write_text(json.dumps(found, ensure_ascii=False, sort_keys=True) + "\n", "utf-8")
    (FOLDER / "OFL.txt").write_bytes((SOURCE / "LICENSE").read_bytes())


if __name__ == "__main__":
    main()
