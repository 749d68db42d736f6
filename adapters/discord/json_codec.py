"""Decodes what Discord sends: half a character in a message must not end the connection."""

from __future__ import annotations

import json
from typing import Any

import orjson


def decode_json(text: str | bytes) -> Any:
    """Decodes JSON by orjson, which discord.py uses where it is installed.

    It refuses one half of a pair of surrogates, and discord.py then gives up the
    gateway for everybody; such a half becomes a question mark. Raises ValueError
    for what is no JSON.
    """
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        whole = json.dumps(json.loads(text), ensure_ascii=False)
        return orjson.loads(whole.encode(errors="replace"))
