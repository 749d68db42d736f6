"""`followthrough init`: asks for what is needed, writes it down, and checks it."""
