"""What it means: folds from events to the views that people read."""
