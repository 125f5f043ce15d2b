"""Who asks, and how far the partnership's record has come."""
