"""Measures of quality and speed beside public engines, and the commands that make what is learned."""

import os

# As the program does, before NumPy is imported: its threads would add the time they wait for one another.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
