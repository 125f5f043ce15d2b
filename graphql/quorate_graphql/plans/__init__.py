"""Child protection plans over time."""
