"""Wires the parts together: settings, URLs, the database server. No part imports it."""
