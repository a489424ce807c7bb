"""Footnote: answers from articles, word for word, with their footnotes and their licence."""
