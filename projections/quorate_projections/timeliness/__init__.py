"""The clocks of every meeting: due, met, late, overdue; and how long initial conferences take."""
