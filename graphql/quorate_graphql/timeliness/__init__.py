"""The clocks of meetings: due, met, late, overdue."""
