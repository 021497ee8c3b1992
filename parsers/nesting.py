"""Which elements of a page stand in which: the few rules that matter for reading, as browsers keep them."""

from __future__ import annotations

from collections.abc import Collection

from parsers.blocks import MAX_DEPTH, TooMuch

_CELLS, _BODIES = frozenset(("td", "th")), frozenset(("thead", "tbody", "tfoot"))
_TABLES, _ITEMS = frozenset(("table",)), frozenset(("dt", "dd"))
_INSIDE = _CELLS | _TABLES
# What an element that begins ends before it, and how far up that may stand.
_ENDED = {
    "li": (frozenset(("li",)), _INSIDE | {"ul", "ol", "menu"}),
    **dict.fromkeys(_ITEMS, (_ITEMS, _INSIDE | {"dl"})),
    **dict.fromkeys(_CELLS, (_CELLS, _TABLES | {"tr"})),
    **dict.fromkeys(_BODIES, (_BODIES, _TABLES)),
    "tr": (frozenset(("tr",)), _TABLES),
}
# How far up the tag that ends an element reaches.
_SCOPES = {"table": frozenset[str](), **dict.fromkeys((*_CELLS, *_BODIES, "tr"), _TABLES)}
_NEVER = frozenset(("html", "body"))


class Nesting:
    """The elements that are open, innermost last, each with its number as a container.

    `parents[i]` is the container that holds container i; number 0 is the page and holds itself.

    >>> nesting = Nesting()
    >>> for name in ("div", "p", "p"):
    ...     nesting.enter(name)
    >>> nesting.names, nesting.numbers, nesting.parents
    (['', 'div', 'p'], [0, 1, 3], [0, 0, 1, 1])
    >>> nesting.leave("div")
    >>> nesting.names
    ['']
    """

    def __init__(self) -> None:
        self.names = [""]
        self.numbers = [0]
        self.parents = [0]

    def enter(self, name: str) -> None:
        """Let an element begin, and end what it ends; raises TooMuch beyond MAX_DEPTH open ones."""
        if self.names[-1] == "p":
            self.leave("p")
        if name in _ENDED:
            self._end(*_ENDED[name])
        if len(self.names) > MAX_DEPTH:
            raise TooMuch
        self.parents.append(self.numbers[-1])
        self.names.append(name)
        self.numbers.append(len(self.parents) - 1)

    def leave(self, name: str) -> None:
        """Let an element end, and what is open in it; nothing where it is not open or out of reach."""
        if self.names[-1] == name:
            self.names.pop()
            self.numbers.pop()
        elif name in self.names and name not in _NEVER:
            self._end((name,), _SCOPES.get(name, _INSIDE))

    def _end(self, names: Collection[str], scope: Collection[str]) -> None:
        """End the innermost open element of these names, unless one of `scope` is open in it."""
        for place in range(len(self.names) - 1, 0, -1):
            name = self.names[place]
            if name in names:
                del self.names[place:], self.numbers[place:]
                return
            if name in scope:
                return
