# SPDX-License-Identifier: EUPL-1.2
"""No verdict without a passed calibration of exactly this code.

`records.json` holds, for every estimator, what simulations and real series without effect showed: seed, date,
counts, bounds, and the hash of the source files that were measured. `./run bench trials --full --record`
writes it. Change one of these files and the estimator says nothing until it is measured again.
"""

import ast
import hashlib
import json
from functools import cache
from importlib import resources
from typing import Any

_BASE = ("student", "ar", "single", "types")
_SPACE = ("student", "synthetic", "compared", "types")
SOURCES: dict[str, tuple[str, ...]] = {
    "single": _BASE,
    "counts": (*_BASE, "counts"),
    "difference": (*_BASE, *_SPACE),
    "conformal": (*_BASE, *_SPACE),
    "sdid_placebo": _SPACE,
    "sc_placebo": _SPACE,
    "sc_demeaned_placebo": _SPACE,
    "rollout": ("student", "rollout"),
    "running": ("student", "running", "looking"),
    "family": (*_BASE, "family"),
}


class Uncalibrated(Exception):
    """This estimator, as its code stands now, has not passed: it may not judge."""


@cache
def code_hash(method: str) -> str:
    """Of what the sources do: comments, docstrings and layout do not count."""
    digest = hashlib.sha256()
    for name in dict.fromkeys(SOURCES[method]):
        text = resources.files("soesmart.trials.engine").joinpath(f"{name}.py").read_text("utf-8")
        digest.update(_told(_bare(ast.parse(text))).encode())
    return digest.hexdigest()[:16]


def _told(value: Any) -> str:
    """A tree as text. `ast.dump` would tell the same code otherwise from one Python to the next."""
    if isinstance(value, ast.AST):
        fields = [(name, part) for name, part in ast.iter_fields(value) if part is not None and part != []]
        return f"{type(value).__name__}({', '.join(f'{name}={_told(part)}' for name, part in fields)})"
    if isinstance(value, list):
        return f"[{', '.join(map(_told, value))}]"
    return repr(value)


def _bare(tree: ast.Module) -> ast.Module:
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            kept = [n for n in body if not (isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant))]
            node.body = kept or [ast.Pass()]  # type: ignore[attr-defined]
    return tree


@cache
def records() -> dict[str, Any]:
    file = resources.files(__package__).joinpath("records.json")
    return dict(json.loads(file.read_text("utf-8"))) if file.is_file() else {}


def failed(method: str) -> bool:
    """It was measured and did not pass."""
    found = records().get("methods", {}).get(method)
    return found is not None and not found["passed"]


def record(method: str) -> dict[str, Any]:
    """The passed record of this estimator; raises Uncalibrated."""
    found = records().get("methods", {}).get(method)
    if found is None:
        raise Uncalibrated(f"{method}: no calibration record")
    if not found["passed"]:
        raise Uncalibrated(f"{method}: the calibration was not passed")
    if found["code"] != code_hash(method):
        raise Uncalibrated(
            f"{method}: the code has changed since its calibration; run ./run bench trials --full --record"
        )
    return dict(found)
