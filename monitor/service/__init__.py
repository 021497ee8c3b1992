"""Years of unattended service: what is due, what is ill, upkeep and the disk."""
