"""One untrusted document (text, Word, PDF, web page) -> its words in order, each with its place in the file."""
