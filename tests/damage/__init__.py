"""Reports of our own making with known figures, and the ways real ones get damaged."""
