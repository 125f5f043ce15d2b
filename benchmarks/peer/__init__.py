"""The same work on the ``eventsourcing`` library's own PostgreSQL infrastructure, as its documentation shows."""
