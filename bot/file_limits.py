"""The limit on the size of files that people bring."""

from __future__ import annotations

LARGEST_FILE = 25 * 1024 * 1024
