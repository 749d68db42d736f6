"""The letters that a person sends on."""
