"""The person who speaks, their place, and the application that they mean."""
