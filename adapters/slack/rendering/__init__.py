"""Messages and forms as Slack draws them."""
