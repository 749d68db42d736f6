"""Actions of the app that Slack would refuse; one left over fails the test."""

from __future__ import annotations


class ContractViolations:
    """Everything that was wrong on the wire, in words."""

    def __init__(self) -> None:
        self._made: list[str] = []

    def add(self, what: str) -> None:
        """Notes something wrong."""
        self._made.append(what)

    def take(self) -> list[str]:
        """Everything noted so far, which is then forgotten: a test expected it."""
        made, self._made = self._made, []
        return made

    def check(self) -> None:
        """Fails the test where anything is left."""
        made = self.take()
        if made:
            listed = "\n".join(f"- {one}" for one in made)
            raise AssertionError(f"Slack would not have it:\n{listed}")
