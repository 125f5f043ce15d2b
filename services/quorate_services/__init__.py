"""What runs: the API, the projector, the command line, and the one place that wires them."""
