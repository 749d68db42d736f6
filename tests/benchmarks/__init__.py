"""The program's costs, measured against a yardstick in the same run."""
