"""When figures do not add up: the smallest repair, one cause behind several breaks, numbers in the text."""
