"""Every metric in words, and rates that never hide what they are a share of."""
