"""PostgreSQL without an installed database, for the demo and the tests: real binaries, our own manager."""
