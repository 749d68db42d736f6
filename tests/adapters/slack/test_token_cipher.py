"""Secrets under lock: opened by any key there is, closed with the newest, good for a while."""

from __future__ import annotations

import pytest

from adapters.shared.cipher import MissingKey
from adapters.slack.oauth.token_cipher import Secret, TokenCipher
from tests.adapters.slack.harness import KEY
from tests.adapters.slack.test_installs import OTHER_KEY


def test_a_secret_is_not_shown_by_accident() -> None:
    assert "xoxb" not in repr(Secret("xoxb-1", "xoxe-1"))


def test_a_new_key_closes_and_the_old_one_still_opens() -> None:
    closed = TokenCipher([KEY]).encrypt(Secret("xoxb-1"))
    assert TokenCipher([OTHER_KEY, KEY]).decrypt(closed) == Secret("xoxb-1")
    with pytest.raises(MissingKey):
        TokenCipher([OTHER_KEY]).decrypt(closed)


def test_a_mark_is_known_by_who_made_it_and_for_its_time() -> None:
    mark = TokenCipher([KEY]).sign("state")
    assert TokenCipher([OTHER_KEY, KEY]).is_signed(mark, 60)
    assert not TokenCipher([OTHER_KEY]).is_signed(mark, 60)
    assert not TokenCipher([KEY]).is_signed(mark, -1)
    assert not TokenCipher([KEY]).is_signed("made-up", 60)
