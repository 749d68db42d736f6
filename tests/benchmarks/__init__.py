"""What the program costs, measured against a yardstick in the same run."""
