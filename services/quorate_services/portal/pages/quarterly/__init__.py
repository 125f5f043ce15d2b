"""The page that a board prints each quarter, with the notes of its analyst."""
