"""How large a file may be that a person brings."""

from __future__ import annotations

LARGEST_FILE = 25 * 1024 * 1024
