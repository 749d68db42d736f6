"""Words to values and back: what people type, read against a moment, a zone and a language."""
