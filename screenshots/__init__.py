"""Pictures of every page, drawn from the demo person: `make screenshots`."""
