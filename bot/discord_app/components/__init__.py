"""Buttons and menus that people use, and the responses to interactions."""
