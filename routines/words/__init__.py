"""The sentences that people read of rules, plans and doses, and the numbers to ring."""
