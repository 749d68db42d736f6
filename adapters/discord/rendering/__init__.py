"""Messages and forms as Discord draws them."""
