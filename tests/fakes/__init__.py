"""The far side of the wire: a fake Slack and a fake Discord."""
