"""From a digest to a mail: how it looks, how it is frozen in the outbox, how it is sent at most once."""
