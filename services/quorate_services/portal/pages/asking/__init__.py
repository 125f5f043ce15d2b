"""Who is asked: whom the rules ask for, by when, the invitations, and what is sent to those invited."""
