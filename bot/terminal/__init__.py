"""Answers for a person at a terminal.

Nothing is imported from here: a command that only says a line needs neither rich nor the articles' machinery.
"""
