"""The API as it runs: the GraphQL endpoint, health, and the manners of a web server."""
