"""When a nudge is due: the pure rules of the cadence."""
