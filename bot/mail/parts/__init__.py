"""A mail taken apart: its headers, text, quoted mails and calendar files."""
