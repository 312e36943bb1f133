# SPDX-License-Identifier: EUPL-1.2
"""The packages that only paper needs, imported when they are used: nothing else grows slower or heavier."""

import importlib
import importlib.util
from types import ModuleType

from soesmart.ask.paper.types import NotInstalled

_PACKAGES = {"typst": "typst", "cv2": "opencv-python-headless", "pypdfium2": "pypdfium2"}


def needed(module: str) -> ModuleType:
    """The module, or NotInstalled with the remedy."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise NotInstalled(
            f'Cards on paper need the package {_PACKAGES[module]}: pip install "soesmart[paper]".'
        ) from error


def missing(*modules: str) -> list[str]:
    """The packages of `modules` that are not installed."""
    return [_PACKAGES[name] for name in modules if importlib.util.find_spec(name) is None]
