"""One engine that delivers what is due: nudges to people, posts to groups."""
