"""A development issuer: signs in invented people without a password, in demo and tests, on this machine only."""
