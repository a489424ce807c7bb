"""Conversations as files: who says what, and what must come; run on a simulated Discord and over the wire."""
