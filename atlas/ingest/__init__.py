"""One untrusted file becomes a checked layer or document."""
