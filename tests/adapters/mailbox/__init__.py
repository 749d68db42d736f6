"""Mailboxes on a real IMAP server."""
