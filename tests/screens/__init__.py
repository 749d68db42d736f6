"""Twelve screens of each platform as pictures, drawn from the payloads that the program sends."""
