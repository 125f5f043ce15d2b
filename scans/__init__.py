"""What is looked for in the repository itself, without a network: ``python -m scans``."""
