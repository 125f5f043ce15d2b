"""Who was invited, who was there, and how often each agency comes: the grid of a meeting, and the trend."""
