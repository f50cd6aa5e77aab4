"""The use cases, one a module."""
