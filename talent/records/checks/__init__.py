"""Automatic checks of what is submitted: one check, one file, one function, one message (notice 四(三))."""
