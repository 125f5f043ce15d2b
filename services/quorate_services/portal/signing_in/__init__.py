"""Signing people in, as a relying party of OpenID Connect."""
