"""Queries that commands and dashboards share; they only read."""
