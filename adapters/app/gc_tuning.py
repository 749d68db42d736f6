"""What a start leaves behind is there to stay: the garbage collector need not look at it again."""

from __future__ import annotations

import gc


def settle() -> None:
    """Takes everything that is there by now out of the collector's rounds.

    Libraries make some hundred thousand objects that live as long as the process.
    Looked through in every full round, they stop everybody for a tenth of a second.
    """
    gc.collect()
    gc.freeze()
