"""Installing the app in many workspaces."""
