"""Ranking, confidence, words of the reader, languages."""
