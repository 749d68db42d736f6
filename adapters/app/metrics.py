"""What is counted: how much, how fast, how late. Nobody's name is a label."""

from __future__ import annotations

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
        self._told = Counter(
            "followthrough_told",
            "Messages with nudges: told, put off because a platform asked to wait, "
            "unreachable, or failed and tried again.",
            ("platform", "outcome"),
            registry=self._registry,
        )
        self._late = Histogram(
            "followthrough_late_seconds",
            "How long after they were due nudges were told.",
            buckets=_LATE,
            registry=self._registry,
        )
        self._waiting = Gauge(
            "followthrough_waiting_seconds",
            "How long the oldest nudge that is due has been waiting.",
            registry=self._registry,
        )
        self._failed = Counter(
            "followthrough_failed_looks",
            "Looks for what is due that broke.",
            registry=self._registry,
        )

    def handled(self, platform: str, kind: str, seconds: float) -> None:
        """Somebody was answered."""
        self._handled.labels(platform, kind).observe(seconds)

    def told(self, platform: str, outcome: str) -> None:
        """A message with nudges was told, or was not."""
        self._told.labels(platform, outcome).inc()

    def late(self, by: timedelta) -> None:
        """A nudge was told."""
        self._late.observe(max(0.0, by.total_seconds()))

    def waiting(self, since: timedelta) -> None:
        """The oldest nudge that is due waits for so long."""
        self._waiting.set(max(0.0, since.total_seconds()))

    def look_failed(self) -> None:
        """A look for what is due broke."""
        self._failed.inc()

    def written(self) -> bytes:
        """Everything, as Prometheus reads it."""
        return generate_latest(self._registry)
