"""Towns and the zones named after them: which county they stand for, and what only begins like a place."""
