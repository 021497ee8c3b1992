"""What one recipient is told in one period: figures, changes, problems, as values. Pure."""
