"""Every read and write of the atlas."""
