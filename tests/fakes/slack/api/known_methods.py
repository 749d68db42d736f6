"""Every method that the fake knows; any other fails the test."""

from __future__ import annotations

from collections.abc import Mapping

from tests.fakes.slack.api import auth, chat, conversations, files, modals
from tests.fakes.slack.api.call import Method

METHODS: Mapping[str, Method] = {
    **chat.METHODS,
    **conversations.METHODS,
    **modals.METHODS,
    **files.METHODS,
    **auth.METHODS,
}
