"""Actions of the bot that Discord would refuse; a test that leaves any of them fails."""

from __future__ import annotations


class ContractViolations:
    """Everything that was wrong, in order, in words."""

    def __init__(self) -> None:
        self._found: list[str] = []

    def add(self, where: str, what: str) -> None:
        """Notes one."""
        self._found.append(f"{where}: {what}")

    def take(self) -> list[str]:
        """Returns and clears those found so far, for a test that provokes them."""
        taken, self._found = self._found, []
        return taken

    def check(self) -> None:
        """Fails where there is one that no test has taken."""
        if found := self.take():
            raise AssertionError("Discord would not have it:\n" + "\n".join(found))
