"""Repositories, one a noun; every statement names the owner of its rows."""
