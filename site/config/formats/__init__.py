"""How dates are written in a language, where Django writes them otherwise than the files of open data."""
