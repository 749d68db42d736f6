"""Ends with status 0 if the program in this container lives: what the image's healthcheck runs."""

from __future__ import annotations

import os
import urllib.request

port = os.environ.get("FOLLOWTHROUGH_PORT") or "8080"
# Another status, or no answer, is an exception, and so a status of its own.
urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5)  # always http
