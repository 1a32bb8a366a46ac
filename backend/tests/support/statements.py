"""Every SQL statement the product can run, found by importing all of it."""

import importlib
import pkgutil
from typing import Any

import skypanel
from skypanel.core.db import Statement


def all_statements() -> dict[str, Statement[Any]]:
    """Statements by `module.NAME`, each once."""
    found: dict[str, Statement[Any]] = {}
    seen: set[int] = set()
    for module_info in pkgutil.walk_packages(skypanel.__path__, "skypanel."):
        if module_info.name == "skypanel.__main__":
            continue
        module = importlib.import_module(module_info.name)
        for name, value in vars(module).items():
            if isinstance(value, Statement) and id(value) not in seen:
                seen.add(id(value))
                found[f"{module_info.name}.{name}"] = value
    return found
