"""What each person and agency has to do, by when and why; an item is gone once it is done."""
