"""One data file a language (`en.toml`, …), and what is read from it."""
