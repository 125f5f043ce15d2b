"""What the portal keeps itself: sessions and drafts, encrypted, in one file that outlives a restart."""
