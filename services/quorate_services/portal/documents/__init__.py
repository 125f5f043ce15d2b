"""The trusted documents of the portal: all that it ever asks of the API. One file an operation, by its hash."""
