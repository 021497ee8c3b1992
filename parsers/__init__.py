"""From bytes to records: pure, no disk, no clock, no network (parsers/outside/ excepted)."""
