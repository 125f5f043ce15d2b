"""What agencies may ask: the GraphQL schema over commands and views."""
