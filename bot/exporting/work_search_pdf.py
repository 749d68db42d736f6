"""A work-search record as a tagged PDF, set by typst.

What people wrote reaches it as data alone, so that no word of theirs is ever markup. The
page may open no file and no package.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from importlib.resources import files
from tempfile import TemporaryDirectory

from bot.domain.work_search.paper import Paper
from bot.exporting.spelled_signs import lacking_in, pictures_in, spell_signs

_STANDARD = "ua-1"  # PDF/UA: what a screen reader needs is there
# Beside the typesetter's own Latin, Greek and Cyrillic: what names of employers are written in.
_FONTS = (
    *("noto_cjk_sans_jp_regular", "fontpkg_noto_sans_arabic"),
    *("fontpkg_noto_sans_thai", "fontpkg_noto_sans_devanagari"),
)
_MOST_TRIES = 20


def paper_json(paper: Paper) -> str:
    """Returns the content of the page as JSON, for the process that sets it."""
    return json.dumps(asdict(paper))


def write_pdf(paper: str) -> bytes:
    """Writes the pages of a record, given as `paper_json` writes it.

    Signs that no font has are written as their names. Where that is not enough, the file is
    tagged likewise, but may not call itself PDF/UA.
    """
    import typst  # 80 MB, which no other command needs

    page = (files(__package__) / "work_search.typ").read_bytes()
    # Its types want the root to be bytes where the page is.
    compile: Callable[..., bytes] = typst.compile
    with TemporaryDirectory() as empty:
        options = {
            "root": empty,
            "ignore_system_fonts": True,
            "font_paths": [str(files(name)) for name in _FONTS],
            "format": "pdf",
            "package_path": empty,
            "package_cache_path": empty,
        }
        lacking = pictures_in(paper)
        for _ in range(_MOST_TRIES):
            paper = spell_signs(paper, lacking)
            try:
                return compile(
                    page, pdf_standards=[_STANDARD], sys_inputs={"paper": paper}, **options
                )
            except typst.TypstError as error:
                lacking = lacking_in(str(error))
                if not lacking:
                    break
        return compile(page, sys_inputs={"paper": paper}, **options)
