"""Code that the platforms share; it knows none of them."""
