"""Sends to Discord, at the rate that it allows."""
