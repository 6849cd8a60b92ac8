"""The jointed figure: turns a pose into a picture. Standard library only, no clock."""
