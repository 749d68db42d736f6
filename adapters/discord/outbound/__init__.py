"""What is sent to Discord, at the pace it allows."""
