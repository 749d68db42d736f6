"""What every platform has to do, told by the people at it."""
