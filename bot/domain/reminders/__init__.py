"""The pure rules of the cadence: when a nudge is due."""
