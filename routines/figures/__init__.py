"""The jointed figure: from a pose to a picture. Standard library only, no clock."""
