"""Makes what the search has learned: weights, word frequencies, related words. See README.md in this folder.

Nothing that runs imports this package.
"""
