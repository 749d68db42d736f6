"""Receives what came from Slack: from whom, where and what."""
