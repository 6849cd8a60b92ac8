"""The library as TOML, and what reads it. Editable without knowing Python."""
