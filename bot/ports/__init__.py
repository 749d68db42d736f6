"""What the core asks of the world; storage and the adapters fill it in."""
