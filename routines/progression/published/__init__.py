"""The words that are published of the rules: the table, its terms and its sources."""
