"""The stair: one strict Jinja environment a language, interface words, dates and numbers. Knows the hall only."""

from plugins.theming.environment import environment
from plugins.theming.interface import interface

__all__ = ["environment", "interface"]
