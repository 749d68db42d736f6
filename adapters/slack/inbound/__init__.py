"""What came from Slack, from whom and where."""
