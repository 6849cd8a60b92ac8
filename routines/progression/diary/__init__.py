"""What was recorded: its values, its events in their order, and the log file that holds them."""
