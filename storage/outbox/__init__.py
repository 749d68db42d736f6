"""The outbox: deliveries planned, claimed and settled."""
