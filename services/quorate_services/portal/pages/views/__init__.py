"""Views: what each agency thinks about each child, its reservations, and formal dissent."""
