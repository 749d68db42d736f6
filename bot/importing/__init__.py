"""Files of applications: bytes in, values out, whatever tracker or person made them."""
