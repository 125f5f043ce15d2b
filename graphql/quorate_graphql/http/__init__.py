"""GraphQL over HTTP, after the specification of that name, and over WebSockets."""
