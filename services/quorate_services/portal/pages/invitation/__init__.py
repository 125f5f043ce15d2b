"""An invitation: what is asked, why, by when; and the answer to it, in two clicks from the work list."""
