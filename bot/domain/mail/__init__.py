"""What is read of mails about applications, and what is kept of them."""
