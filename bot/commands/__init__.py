"""The commands, one file per subject; each ends in its COMMANDS."""
