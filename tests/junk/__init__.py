"""Junk for every route and method, drawn by a seed."""
