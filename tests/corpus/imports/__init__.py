"""Files of applications as trackers and people make them, with what each row says."""
