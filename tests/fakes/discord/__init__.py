"""The test double of Discord: its HTTP API, its gateway and the people who use it.

Everything is local. What the bot sends is held against the official contract;
what the fake sends is, too, so that nobody passes a test against an invention.
"""

from __future__ import annotations

import warnings

with warnings.catch_warnings():
    # Up to Python 3.12 discord.py imports a deprecated module, to play sounds that nobody plays.
    warnings.filterwarnings("ignore", "'audioop' is deprecated", DeprecationWarning)
    import discord as discord
