"""Coverage-guided fuzzing of every door to other people's words, with atheris."""
