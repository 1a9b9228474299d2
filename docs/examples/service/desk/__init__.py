"""A service around the library: it has the clock, the keys, the database and the sessions, and decides nothing."""
