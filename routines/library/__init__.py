"""The exercise library: reads the files of `content/`, checks them, and loads them into rows."""
