"""Who was invited and who was there, of one meeting and over time."""
