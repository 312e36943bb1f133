# SPDX-License-Identifier: EUPL-1.2
"""All static checks; runs every one and fails if any did."""

import ast
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
MAX_FILE, MAX_FUNCTION = 500, 60
COMMANDS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "--quiet", "."),
    ("mypy",),
    ("lint-imports", "--no-cache"),
    ("djlint", "--lint", "--quiet", "--ignore", "H015,H020", "src"),
    ("reuse", "lint", "--quiet"),
)


def main(arguments: list[str]) -> int:
    environment = os.environ | {
        "SOESMART_DATA": str(ROOT / "build" / "check"),
        "PYTHONPATH": str(ROOT / "src"),
    }
    failed = []
    for command in COMMANDS:
        print("·", *command, flush=True)
        if subprocess.run(
            [BIN / command[0], *command[1:]], cwd=ROOT, env=environment, check=False
        ).returncode:
            failed.append(command[0])
    too_big = [*_too_big()]
    print(*too_big, sep="\n")
    print(
        f"failed: {', '.join(failed)}" if failed else "all checks passed" if not too_big else "sizes failed"
    )
    return 1 if failed or too_big else 0


def _too_big():
    for path in sorted([*ROOT.glob("src/**/*.py"), *ROOT.glob("tools/**/*.py"), *ROOT.glob("tests/**/*.py")]):
        if "migrations" in path.parts:
            continue
        text = path.read_text("utf-8")
        lines = text.count("\n")
        if lines > MAX_FILE:
            yield f"{path.relative_to(ROOT)}: {lines} lines, at most {MAX_FILE}"
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > MAX_FUNCTION:
                    place = f"{path.relative_to(ROOT)}:{node.lineno}"
                    yield f"{place}: {node.name} has {length} lines, at most {MAX_FUNCTION}"
