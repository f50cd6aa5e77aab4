"""CRS, datum offsets, validity, measures, spatial join and simplification."""
