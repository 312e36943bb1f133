# SPDX-License-Identifier: EUPL-1.2
"""./run bench routing: is the suggested department right? Tenfold over labelled texts of residents.

Both wordings of one matter always lie in the same fold. The town's own history decides in a real town:
there the desk shows the measured share of changed suggestions.
"""

from collections.abc import Sequence

from tools.workshop.benches.report import Result, tell
from tools.workshop.benches.similar import rows

FOLDS = 10
Matter = tuple[tuple[str, ...], str]
"""All wordings of one matter, and its department."""


def main(arguments: list[str]) -> int:
    matters = _matters()
    results: list[Result] = []
    for share in (10, 100):
        results += _measured(matters, share)
    return tell("routing", results)


def _matters() -> list[Matter]:
    german = [((r["text"], r["again"], r["otherwise"]), r["department"]) for r in rows("pairs_de")]
    foreign = [((r["text"],), r["department"]) for r in rows("pairs_other")]
    return german + foreign + [((r["text"],), r["department"]) for r in rows("others")]


def _measured(matters: Sequence[Matter], percent: int) -> list[Result]:
    """With all the history, and with a part of it: a town that begins."""
    from soesmart.ask.engine.routing import Routes
    from soesmart.kernel.folding import fold

    said = right = asked = 0
    for number in range(FOLDS):
        history = [matter for at, matter in enumerate(matters) if at % FOLDS != number]
        known = history[:: 100 // percent]
        routes = Routes((fold(text), department) for texts, department in known for text in texts)
        for texts, department in matters[number::FOLDS]:
            for text in texts:
                guess = routes.guess(fold(text))
                asked, said = asked + 1, said + (guess is not None)
                right += guess is not None and guess.department == department
    name = f"{percent} % of {sum(len(texts) for texts, _ in matters)} texts as history"
    results = [Result(f"{name}: no suggestion", 100 * (1 - said / asked), "%")]
    if said:
        results.insert(0, Result(f"{name}: wrong among the suggested", 100 * (1 - right / said), "%"))
    return results
