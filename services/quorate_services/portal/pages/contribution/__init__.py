"""What an agency shares: written in parts, kept as a draft, looked at as others will see it, and sent."""
