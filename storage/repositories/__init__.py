"""One repository a noun; every statement names the owner."""
