"""What is counted: how much, how fast, how late. Nobody's name is a label."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

TYPE = "text/plain; version=0.0.4; charset=utf-8"
_LATE = (1, 5, 15, 60, 300, 900, 3600, 4 * 3600, 24 * 3600)


class Metrics:
    """The figures of one process."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._handled = Histogram(
            "followthrough_handled_seconds",
            "How long answering people took, by what they did.",
            ("platform", "kind"),
            registry=self._registry,
        )
        self._deliveries = Counter(
            "followthrough_deliveries",
            "Tries to send a message with nudges or a post: sent, retry_later (the platform "
            "asked to wait), not_sent (it never left the machine), failed (it may have been "
            "sent), unreachable or content_refused.",
            ("platform", "outcome"),
            registry=self._registry,
        )
        self._lateness = Histogram(
            "followthrough_delivery_lateness_seconds",
            "How long after they were due nudges and posts were delivered.",
            ("kind",),
            buckets=_LATE,
            registry=self._registry,
        )
        self._deadlines = Counter(
            "followthrough_deadlines_passed",
            "Nudges and posts that made no sense any more before they could be delivered.",
            ("kind",),
            registry=self._registry,
        )
        self._outages = Gauge(
            "followthrough_outages",
            "Platforms and installations that answer nobody, as this process knows them.",
            ("platform",),
            registry=self._registry,
        )
        self._oldest = Gauge(
            "followthrough_oldest_due_seconds",
            "How long the oldest delivery that may be claimed has been waiting.",
            registry=self._registry,
        )
        self._poll_failures = Counter(
            "followthrough_poll_failures",
            "Polls for what is due that broke.",
            registry=self._registry,
        )

    def handled(self, platform: str, kind: str, seconds: float) -> None:
        """Somebody was answered."""
        self._handled.labels(platform, kind).observe(seconds)

    def attempted(self, platform: str, outcome: str) -> None:
        """Counts one try to send a delivery."""
        self._deliveries.labels(platform, outcome).inc()

    def delivered(self, kind: str, late: timedelta) -> None:
        """Notes that a nudge or post was delivered so long after it was due."""
        self._lateness.labels(kind).observe(max(0.0, late.total_seconds()))

    def missed(self, kind: str) -> None:
        """Counts a nudge or post that came to its deadline."""
        self._deadlines.labels(kind).inc()

    def outages(self, platforms: Mapping[str, int]) -> None:
        """Sets how many outages are known, by platform."""
        self._outages.clear()
        for platform, many in platforms.items():
            self._outages.labels(platform).set(many)

    def waiting(self, since: timedelta) -> None:
        """Sets how long the oldest delivery that is due has been waiting."""
        self._oldest.set(max(0.0, since.total_seconds()))

    def poll_failed(self) -> None:
        """Counts a poll for what is due that broke."""
        self._poll_failures.inc()

    def written(self) -> bytes:
        """Everything, as Prometheus reads it."""
        return generate_latest(self._registry)
