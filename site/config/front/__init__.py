"""Stands before the pages: no thread ever waits for a slow caller, and what callers send has bounds."""
