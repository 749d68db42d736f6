"""App Home: the dashboard, and a newcomer's welcome."""
