"""A part that was shared: corrected, withdrawn or released, with the old text kept."""
