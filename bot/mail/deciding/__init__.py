"""What kind of mail it is, by phrases and what overrules what."""
