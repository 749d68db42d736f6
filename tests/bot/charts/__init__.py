"""Tests of the charts: what they show, and how they are laid out."""
