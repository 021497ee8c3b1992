"""`nianjian new-portal URL`: Look at a portal and print its registry rows."""

from monitor.later import later

command = later(
    "Look at a portal and print its registry rows",
    "write its row into portals.csv by hand (data/seeds/README.md)",
)
