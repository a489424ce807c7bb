"""Measures of quality and speed beside public engines, and the commands that make what is learned."""
