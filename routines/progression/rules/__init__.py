"""One exercise and one session: its history in, a decision with its reason out."""
