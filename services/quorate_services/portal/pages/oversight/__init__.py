"""What somebody has to look after: openings in an emergency, changes of chairs, and changes of sign-ins."""
