"""Errors with which Discord answers a request that it refuses."""

from __future__ import annotations

# Code: HTTP status and words, as in Discord's list of JSON error codes.
REFUSALS = {
    10003: (404, "Unknown Channel"),
    10007: (404, "Unknown Member"),
    10008: (404, "Unknown Message"),
    10013: (404, "Unknown User"),
    10015: (404, "Unknown Webhook"),
    10062: (404, "Unknown interaction"),
    40003: (403, "You are opening direct messages too fast"),
    40060: (400, "Interaction has already been acknowledged."),
    50001: (403, "Missing Access"),
    50005: (403, "Cannot edit a message authored by another user"),
    50006: (400, "Cannot send an empty message"),
    50007: (403, "Cannot send messages to this user"),
    50013: (403, "Missing Permissions"),
    50027: (401, "Invalid Webhook Token"),
    50035: (400, "Invalid Form Body"),
    50083: (400, "Thread is archived"),
    50278: (403, "Cannot send messages to this user"),
    160005: (400, "Thread is locked"),
}
CANNOT_DM, NO_MUTUAL_GUILD, TOO_MANY_DMS, MISSING_ACCESS = 50007, 50278, 40003, 50001
ALREADY_ANSWERED, UNKNOWN_INTERACTION = 40060, 10062


class Refusal(Exception):
    """Discord says no; `code` is its own, beside the HTTP status."""

    def __init__(self, code: int) -> None:
        self.code = code
        self.status, self.words = REFUSALS[code]
        super().__init__(f"{code} {self.words}")
