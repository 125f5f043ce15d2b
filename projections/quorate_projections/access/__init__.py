"""Who may read which meeting and which child: what row-level security looks up, and nothing else."""
