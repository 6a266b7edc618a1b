"""Files that belong to fields of a change: what is taken in, how it is kept, who refers to and sees it."""
