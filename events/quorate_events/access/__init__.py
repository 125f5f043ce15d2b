"""Who may see what: pure rules that every surface asks."""
