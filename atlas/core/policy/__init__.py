"""Documents, clauses, goals and the links to places."""
