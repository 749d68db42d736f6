"""The result of checking one part of the setup, as `followthrough doctor` prints it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Check:
    """One part of the setup: what was found and, if it is wrong, how to fix it.

    `fix` is None for a check that passed. No text holds a secret.
    """

    name: str
    found: str
    fix: str | None = None

    @property
    def passed(self) -> bool:
        """True if nothing has to be fixed."""
        return self.fix is None

    def lines(self) -> list[str]:
        """Returns the lines that an operator reads."""
        found = f"{'ok  ' if self.passed else 'FAIL'}  {self.name}: {self.found}"
        return [found] if self.fix is None else [found, f"FIX   {self.fix}"]
