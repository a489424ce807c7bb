"""The tests, mirroring `bot/`."""
