# SPDX-License-Identifier: EUPL-1.2
"""Measurements: ./run bench NAME. The last line is one JSON object."""

import importlib
import pkgutil

from tools.workshop import benches


def main(arguments: list[str]) -> int:
    names = sorted(
        module.name
        for module in pkgutil.iter_modules(benches.__path__)
        if module.name not in {"report", "votes"}
    )
    if not arguments or arguments[0] not in names:
        print(f"./run bench NAME, with NAME one of: {', '.join(names)}")
        return 2
    return importlib.import_module(f"tools.workshop.benches.{arguments[0]}").main(arguments[1:])
