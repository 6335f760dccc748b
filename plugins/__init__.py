"""The rooms of the house: what each is for is in its first line, and how they fit together in CONTRIBUTING."""
