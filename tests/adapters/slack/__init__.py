"""The bot at a fake Slack that checks every request against Slack's own contracts."""
