"""Measured speed. Nothing here is a test: a figure depends on the machine."""
