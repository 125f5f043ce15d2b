"""Child protection plans over time: made, made again, open, and open for two years or more."""
