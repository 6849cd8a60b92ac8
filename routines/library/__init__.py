"""The exercise library of `content/` as checked values, and its way into the rows."""
