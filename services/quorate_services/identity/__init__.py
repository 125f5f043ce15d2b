"""Finds out who asks, from the tokens of trusted issuers (OpenID Connect, RFC 9068)."""
