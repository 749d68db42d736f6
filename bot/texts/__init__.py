"""The texts: those of nudges and groups, and the letters that a person sends."""
