"""Features in, bytes out."""
