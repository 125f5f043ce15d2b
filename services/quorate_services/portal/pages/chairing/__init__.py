"""What the pages share on which a meeting is run: the meeting as its chair sees it, and the way between them."""
