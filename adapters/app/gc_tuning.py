"""Garbage collection: objects of the startup live as long as the process, and are skipped."""

from __future__ import annotations

import gc


def freeze_startup_objects() -> None:
    """Excludes all objects that exist now from garbage collection.

    Libraries create some hundred thousand objects that live as long as the process;
    scanning them in every full collection pauses the process for a tenth of a second.
    """
    gc.collect()
    gc.freeze()
