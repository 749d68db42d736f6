"""Frozen facts and pure rules of a job hunt."""
