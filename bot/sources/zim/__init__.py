"""Whole wikis in ZIM files (https://openzim.org), read in place. Needs the extra `zim` (libzim)."""
