"""The yearly round of an office: its list of units, confirmed and imported."""
