"""The words: what the bot says in a nudge, and what a person sends on."""
