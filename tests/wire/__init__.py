"""The whole program on the wire: `footnote run` as a process against the loopback."""
