"""One person over time: every event, what the rules of the whole plan make of it, the ledger."""
