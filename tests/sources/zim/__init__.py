"""ZIM files as `sources` reads them."""
