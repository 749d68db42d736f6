"""A person's own data as files: values in, bytes out, nothing opened and nothing asked."""
