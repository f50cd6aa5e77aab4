"""Pictures of maps as bytes: a scene of paths and words, written as PDF, SVG or PNG."""
