"""Mail about applications: bytes or text in, readings out."""
