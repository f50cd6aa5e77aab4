"""Finds the figures of a clause: amounts, shares and counts with their metric, unit, year and operator, in prose and tables."""
