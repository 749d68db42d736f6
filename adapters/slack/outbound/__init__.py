"""Sends to Slack, at the rate that it allows."""
