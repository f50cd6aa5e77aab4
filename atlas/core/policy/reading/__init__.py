"""Reads a policy document: text to outline, places, topics, figures and undertakings, each with its evidence."""
