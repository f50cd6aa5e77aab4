"""From what stood in an uploaded file to features that may be published: values and pure functions."""
