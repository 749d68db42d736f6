"""Prometheus metrics: how much, how fast, how late. No label identifies a person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_LATENESS_BUCKETS = (1, 5, 15, 60, 300, 900, 3600, 4 * 3600, 24 * 3600)


class Metrics:
    """The metrics of one process."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._request_duration_seconds = Histogram(
            "followthrough_request_duration_seconds",
            "Seconds from a request by a user to its answer, by kind of request.",
            ("platform", "kind"),
            registry=self._registry,
        )
        self._deliveries_total = Counter(
            "followthrough_deliveries_total",
            "Attempts to send nudges or a post: sent, retry_later (the platform "
            "asked to wait), not_sent (it never left the machine), failed (it may have been "
            "sent), unreachable or content_refused.",
            ("platform", "outcome"),
            registry=self._registry,
        )
        self._delivery_lateness_seconds = Histogram(
            "followthrough_delivery_lateness_seconds",
            "Seconds from the due time of a nudge or post to its delivery.",
            ("kind",),
            buckets=_LATENESS_BUCKETS,
            registry=self._registry,
        )
        self._deadlines_passed_total = Counter(
            "followthrough_deadlines_passed_total",
            "Nudges and posts that reached their deadline undelivered.",
            ("kind",),
            registry=self._registry,
        )
        self._outages = Gauge(
            "followthrough_outages",
            "Platforms and installations that do not answer this process.",
            ("platform",),
            registry=self._registry,
        )
        self._oldest_due_seconds = Gauge(
            "followthrough_oldest_due_seconds",
            "Seconds that the oldest delivery ready to be claimed has waited.",
            registry=self._registry,
        )
        self._failed_requests_total = Counter(
            "followthrough_failed_requests_total",
            "Requests by users that were not carried out or not answered, by kind of request and "
            "reason: broke (a fault of this program), disk_full, read_only, busy, unreachable or "
            "unusable (the database), unshown (the platform took no answer), too_much.",
            ("platform", "kind", "reason"),
            registry=self._registry,
        )
        self._platform_errors_total = Counter(
            "followthrough_platform_errors_total",
            "Requests to a platform that it refused or that failed, by its own word for it or the "
            "HTTP status.",
            ("platform", "error"),
            registry=self._registry,
        )
        self._database_writable = Gauge(
            "followthrough_database_writable",
            "1 if the last probe could write to the database, 0 if it could not.",
            registry=self._registry,
        )
        self._poll_failures_total = Counter(
            "followthrough_poll_failures_total",
            "Polls for due deliveries that raised an error.",
            registry=self._registry,
        )

    def observe_request(self, platform: str, kind: str, seconds: float) -> None:
        """Records how many seconds the answer to a request took."""
        self._request_duration_seconds.labels(platform, kind).observe(seconds)

    def count_delivery(self, platform: str, outcome: str) -> None:
        """Counts one attempt to send a delivery."""
        self._deliveries_total.labels(platform, outcome).inc()

    def observe_lateness(self, kind: str, late: timedelta) -> None:
        """Records how long after its due time a nudge or post was delivered."""
        self._delivery_lateness_seconds.labels(kind).observe(max(0.0, late.total_seconds()))

    def count_missed_deadline(self, kind: str) -> None:
        """Counts a nudge or post that reached its deadline undelivered."""
        self._deadlines_passed_total.labels(kind).inc()

    def set_outages(self, platforms: Mapping[str, int]) -> None:
        """Sets the number of known outages, by platform."""
        self._outages.clear()
        for platform, count in platforms.items():
            self._outages.labels(platform).set(count)

    def set_oldest_due(self, age: timedelta) -> None:
        """Sets how long the oldest due delivery has waited."""
        self._oldest_due_seconds.set(max(0.0, age.total_seconds()))

    def count_failed_request(self, platform: str, kind: str, reason: str) -> None:
        """Counts a request by a user that was not carried out or not answered."""
        self._failed_requests_total.labels(platform, kind, reason).inc()

    def count_platform_error(self, platform: str, error: str) -> None:
        """Counts a request to a platform that failed."""
        self._platform_errors_total.labels(platform, error).inc()

    def set_database_writable(self, writable: bool) -> None:
        """Records if the database takes writes."""
        self._database_writable.set(writable)

    def count_poll_failure(self) -> None:
        """Counts a poll for due deliveries that raised an error."""
        self._poll_failures_total.inc()

    def render(self) -> bytes:
        """Returns all metrics in the Prometheus text format."""
        return generate_latest(self._registry)
