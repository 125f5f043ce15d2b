"""What one request may ask for. Everything is bounded, and on by default."""
