"""Finds the clusters, zones, projects and companies that a text names."""
