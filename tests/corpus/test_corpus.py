"""Every line of the corpus is understood as it was meant, asked about, or refused."""

from __future__ import annotations

from collections import Counter

from tests.corpus.cases import ASKED, CARD, REFUSED, cases, meant, read

LEAST_UNDERSTOOD = 0.85


def test_no_line_is_understood_wrongly_and_most_are_understood() -> None:
    counts: Counter[str] = Counter()
    by_file: dict[str, Counter[bool]] = {}
    wrong: list[str] = []
    for case in cases():
        result = read(case)
        understood = (result.outcome, result.values) == (case.outcome, meant(case.values))
        shown = result.outcome == CARD != case.outcome
        if case.is_clear:
            by_file.setdefault(case.place.partition(":")[0], Counter())[understood] += 1
        if understood:
            counts["understood"] += 1
        elif result.outcome in (ASKED, REFUSED) or shown:
            counts["card" if shown else result.outcome] += 1
            if missing := result.lacks(case):
                wrong.append(f"{case.place} {case.text!r}: {missing}, {result}")
        else:
            counts["understood wrongly"] += 1
            wrong.append(f"{case.place} {case.text!r}: {result}, not {case.outcome} {case.values}")
    clear = sum((count for count in by_file.values()), Counter())
    share = clear[True] / clear.total()
    print(f"\n{dict(counts)}; of {clear.total()} clear lines {share:.1%} are understood")
    for name, count in by_file.items():
        print(f"  {name}: {count[True]} of {count.total()}, {count[True] / count.total():.0%}")
    assert not wrong, "\n".join(wrong)
    assert share >= LEAST_UNDERSTOOD
