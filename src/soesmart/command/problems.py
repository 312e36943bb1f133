# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Iterable
from pathlib import Path

from soesmart.kernel.room import Problem


def told(file: Path, problems: Iterable[Problem]) -> str:
    """One line per problem as editors understand it: file:line: column: what to do."""
    return "\n".join(
        f"{file}:{problem.line}: {problem.column + ': ' if problem.column else ''}{problem.text}"
        for problem in problems
    )
