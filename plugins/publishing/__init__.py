"""Handbook → the published site: built beside `output/`, verified, then exchanged in one step.

Nothing is imported here: deciding that nothing changed must cost neither Pelican nor WeasyPrint.
"""
