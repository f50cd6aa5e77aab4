"""What a figure shows and where on its page: values and pure functions, no drawing."""
