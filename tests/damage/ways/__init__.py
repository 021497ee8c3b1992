"""The ways reports get damaged between an office's desk and our parser. One public function of a module is one way.

A way changes the tables of a case in place. Where it changes what is printed (a blank, a dash) it changes the
truth with it; where it only hides or moves things, the truth stays and the parser must find it or say it is unsure.
"""

from collections.abc import Callable, Iterator
from importlib import import_module
from inspect import getmembers, isfunction
from pkgutil import iter_modules

from tests.damage.case import Case

Way = Callable[[Case], None]


def _ways() -> Iterator[tuple[str, Way]]:
    for module in iter_modules(__path__, f"{__name__}."):
        for name, function in getmembers(import_module(module.name), isfunction):
            if function.__module__ == module.name and not name.startswith("_"):
                yield name, function


WAYS: dict[str, Way] = dict(_ways())
