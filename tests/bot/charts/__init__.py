"""What pictures show, and how they are laid out."""
