"""Articles of wikis are kept fresh, and what a curator edited in them survives."""
