"""Pictures: numbers in, SVG out."""
