"""How much of a text stands in another: what is masked, what is compared, what counts."""
