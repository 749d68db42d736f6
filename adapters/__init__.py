"""The doors to the world: one package a platform, and what they share."""
