"""Every metric, defined once: its words, its numerator and its denominator."""
