"""Who takes part: agencies, practitioners, and the children whom meetings are about."""
