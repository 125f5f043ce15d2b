"""Personal data: what is held about somebody, holds, and erasure, for which one person asks and another approves."""
