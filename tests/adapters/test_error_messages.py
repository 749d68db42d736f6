"""What a person reads when nothing could be stored."""

from __future__ import annotations

import pytest

from adapters.shared.error_messages import error_message_for
from bot.message import Message, plain
from bot.ports.unavailable import StorageObstacle, Unavailable


@pytest.mark.parametrize("obstacle", StorageObstacle)
def test_why_nothing_was_saved_is_said_in_whole_sentences(obstacle: StorageObstacle) -> None:
    said = plain(error_message_for(Unavailable("", obstacle), Message("Something broke.")).text)
    assert "nothing was saved" in said
    assert "{" not in said
    assert said.endswith(".")
