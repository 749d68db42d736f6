"""What is sent to Slack, at the pace it allows."""
