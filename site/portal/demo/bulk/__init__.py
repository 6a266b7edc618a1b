"""A region in the millions: what the ordinary door would have written, put into the tables at once."""
