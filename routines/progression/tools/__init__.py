"""What the commands need to try the rules: cases, simulated persons, the table of a review."""
