"""The core: what the product does, with no platform, database or wall clock in it."""
