"""Days, moments, times and lengths as people write them."""
