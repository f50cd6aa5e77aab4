"""Names of places and how words become admin units."""
