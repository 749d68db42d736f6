"""The story that the hunts at both platforms share."""

from __future__ import annotations

COMPANIES = (
    *("Acme", "Globex", "Initech", "Umbrella", "Hooli", "Wonka", "Stark", "Wayne"),
    *("Cyberdyne", "Tyrell", "Aperture", "Vandelay Import and Export of Northern Europe"),
)
