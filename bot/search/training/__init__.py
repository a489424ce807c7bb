"""How what the search has learned is made. Nothing that runs imports this package."""
