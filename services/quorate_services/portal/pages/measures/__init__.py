"""The measures of the partnership as control charts, by what the reader chooses, and as a file."""
