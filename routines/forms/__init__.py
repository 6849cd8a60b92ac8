"""Forms: check what people type, say what is wrong beside the field, and end in values."""
