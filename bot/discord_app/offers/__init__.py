"""What autocomplete offers, and what a typed text stands for."""
