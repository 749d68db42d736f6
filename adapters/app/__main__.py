"""Runs the program as `python -m adapters.app`."""

from __future__ import annotations

from adapters.app.cli import main

main()
