"""Finds the topics of words by a table of words, each with the weight that its surroundings leave it."""
