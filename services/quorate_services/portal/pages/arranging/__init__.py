"""How a meeting is arranged: its time, its place, its chair, whether it is held at all, and its core group."""
