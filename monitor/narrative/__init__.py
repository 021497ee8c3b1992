"""What the wording rules share: sentences, their roles, the years they tell of."""
