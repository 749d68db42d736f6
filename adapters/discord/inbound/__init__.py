"""Receives what came from Discord: from whom, where and what."""
