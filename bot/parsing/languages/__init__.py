"""What people say, as data: one file a language."""
