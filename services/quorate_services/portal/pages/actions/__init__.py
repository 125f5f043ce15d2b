"""Actions: what an agency agreed to do, until it is done, with the evidence."""
