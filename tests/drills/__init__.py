"""Drills: real processes, a platform that fails, and a clock that is moved."""
