"""Mailboxes that people have watched: read by IMAP over TLS, and nothing else."""
