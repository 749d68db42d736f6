"""Whom a mail names: company, role, writer, and the link that matters."""
