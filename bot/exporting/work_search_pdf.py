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

_STANDARD = "ua-1"  # PDF/UA: what a screen reader needs is there


def paper_json(paper: Paper) -> str:
    """Returns what stands on the page as JSON: what is handed to the process that sets it."""
    return json.dumps(asdict(paper))


def write_pdf(paper: str) -> bytes:
    """Writes the pages of a record, given as `paper_json` writes it.

    Words in a script that the font lacks show as boxes; then the file is tagged likewise, but
    may not call itself PDF/UA.
    """
    import typst  # 80 MB, which no other command needs

    page = (files(__package__) / "work_search.typ").read_bytes()
    # Its types want the root to be bytes where the page is.
    compile: Callable[..., bytes] = typst.compile
    with TemporaryDirectory() as empty:
        options = {
            "root": empty,
            "ignore_system_fonts": True,
            "format": "pdf",
            "sys_inputs": {"paper": paper},
            "package_path": empty,
            "package_cache_path": empty,
        }
        try:
            return compile(page, pdf_standards=[_STANDARD], **options)
        except typst.TypstError:
            return compile(page, **options)
