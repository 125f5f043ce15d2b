"""What a session with the database is for: the word that row-level security asks for."""

from enum import StrEnum

PURPOSE_SETTING = "quorate.purpose"
"""The PostgreSQL setting that holds the word. Without it a session sees no row."""


class Purpose(StrEnum):
    """Why a session reads. Each opens certain tables only; the policies are in the ``.sql`` files."""

    VIEWS = "views"
    """One actor reads the views: every row must be the actor's to read."""
    AGGREGATES = "aggregates"
    """Counts over everybody's meetings, for one actor: only the tables that trends are made from."""
    POLICY = "policy"
    """Gives the policy the facts that it decides on, whoever a meeting or a child is for: no table at all, and the
    functions that tell whom a meeting concerns and nothing of its content (``facts_of_*.sql``)."""
    COMMANDS = "commands"
    """Carries out commands: the log."""
    CHANGES = "changes"
    """Tells subscriptions what kind of event happened where: the log."""
    LOOKS = "looks"
    """Reads who looked at what."""
    EVIDENCE = "evidence"
    """Reads and hands out the tree over the log and its checkpoints, and takes in what witnesses sign."""
    KEYS = "keys"
    """Reads, adds and destroys the wrapped data keys of persons."""
    UPKEEP = "upkeep"
    """Looks after the installation: the log as the application, everything as the owner."""
