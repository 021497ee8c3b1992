"""A small simulated government on loopback, for the demonstration and the tests."""
