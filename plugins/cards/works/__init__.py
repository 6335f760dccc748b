"""WeasyPrint, pydyf and segno from within: the one place that reaches into what they keep to themselves.

Whoever imports a part of it prints with all of `changes`.
"""

from plugins.cards.works import changes

__all__ = ["changes"]
