"""What is to be delivered: planned, claimed and settled."""
