"""The conformance suite: what every platform has to do, from its users' side."""
