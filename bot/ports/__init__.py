"""What the core asks of storage and of the platforms: protocols that these implement."""
