"""A text's sentences, with lines that a mail program has wrapped joined again."""

from __future__ import annotations

import re

_LONGEST = 600
_MOST = 400
_WRAPPED_AT = 45  # a line shorter than that has been ended by its writer
_BULLET = re.compile(r"^\s*(?:[-*•·–▪►»]|[0-9]{1,2}[.)])\s+")
_LABEL = re.compile(r"^[^\W\d_][\w /]{1,24}:(?:\s|$)")
_ENDS_SENTENCE = re.compile(r"[.!?:;…][\"”’')\]]*$")
_BREAK = re.compile(r"(?<=[.!?…])[\"”’')\]]*\s+(?=[\"“„«'(\[¿¡]?[A-Z0-9À-ÖØ-Þ„“¿¡ĄĆĘŁŃÓŚŹŻ])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Sr|Jr|St|No|Nr|vs|etc|approx|ca|bzw|inkl|evtl|ggf|usw|Inc|Ltd|Co|Corp"
    r"|e\.g|i\.e|z\.B|d\.h|u\.a|o\.g|m\.in|ds|tel|Tel|ul|Mme|Sra|Srta|Hr|Fr|[A-Z]|[0-9]{1,2}|[ap]\.m"
    r"|Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec))\.$"
)


def split_sentences(text: str) -> list[str]:
    """Returns the sentences in their order, each in one line."""
    found: list[str] = []
    for paragraph in _paragraphs(text):
        start = 0
        for gap in _BREAK.finditer(paragraph):
            if not _ABBREVIATION.search(paragraph[max(0, gap.start() - 12) : gap.start()]):
                found.append(paragraph[start : gap.end()].strip())
                start = gap.end()
        found.append(paragraph[start:].strip())
        if len(found) > _MOST:
            break
    return [one[:_LONGEST] for one in found if one][:_MOST]


def _paragraphs(text: str) -> list[str]:
    """Runs of lines that belong together."""
    paragraphs, run = list[str](), list[str]()
    last = ""
    for line in text.splitlines():
        line = " ".join(line.split())
        goes_on = (
            run
            and line
            and len(last) >= _WRAPPED_AT
            and not _ENDS_SENTENCE.search(last)
            and not _BULLET.match(line)
            and not _LABEL.match(line)
        )
        if not goes_on and run:
            paragraphs.append(" ".join(run))
            run = []
        if line:
            run.append(_BULLET.sub("", line))
        last = line
    if run:
        paragraphs.append(" ".join(run))
    return paragraphs
