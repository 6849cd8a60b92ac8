"""Forms: what people type, checked, with words beside the field."""
