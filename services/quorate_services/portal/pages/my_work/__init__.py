"""My work: what is asked of somebody, why, and by when."""
