"""The reading of mails about applications, and the evidence that is kept of them."""
