"""What the search has learned, and tables of words, each with its licence beside it."""
