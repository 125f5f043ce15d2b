"""Actions as they are agreed in the meeting: what, who, by when, and how one will know that it is done."""
