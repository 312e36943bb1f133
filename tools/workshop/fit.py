# SPDX-License-Identifier: EUPL-1.2
"""Fits the probabilities of the question box: `python -m tools.workshop.fit`.

Reads the tuning questions, each also misspelt twice, asks the engine for candidates, and fits a logistic
model with a small ridge. Most of these questions are phrasings of their facts: each is asked of an index that
has never seen it. Reports five-fold cross-validation by question, then writes the weights.
"""

import json
import random
import tomllib
from collections.abc import Set
from pathlib import Path

import numpy as np

from soesmart.facts.engine.calibration import FILE, vector
from soesmart.facts.engine.index import Entry, Index
from soesmart.kernel import clock
from soesmart.kernel.folding import fold
from tools.workshop.questions import Asked, misspelt, read

TOWN = Path(__file__).parents[2] / "src" / "soesmart" / "towns" / "soest" / "facts.toml"
TUNING = (
    "tuning",
    "tuning_second",
    "tuning_third",
    "tuning_fourth",
    "tuning_fifth",
    "tuning_sixth",
    "tuning_seventh",
    "tuning_eighth",
    "tuning_ninth",
    "tuning_tenth",
    "tuning_eleventh",
    "tuning_nothing",
)
RIDGE = 0.5
SEED = 20261122
FOLDS = 5
UNANSWERABLE = 4.0
"""Most of what people ask a town hall is not in its facts; the tuning set has it the other way round."""


def town_index(path: Path = TOWN, unseen: Set[str] = frozenset()) -> Index:
    """The engine over a town's file, without a database and without the phrasings in `unseen` (folded)."""
    data = tomllib.loads(path.read_text("utf-8"))
    own = [(w["name"], w["words"], w.get("elsewhere", False)) for w in data.get("words", [])]
    return Index([_entry(fact, unseen) for fact in data["fact"]], own)


def _entry(fact: dict, unseen: Set[str]) -> Entry:
    ask = fact["ask"]
    return Entry(
        slug=fact["slug"],
        titles=tuple(fact["title"].values()),
        texts=tuple(fact["text"].values()),
        phrasings=tuple(text for text in ask["phrasings"] if fold(text) not in unseen),
        needs=tuple(frozenset(group) for group in ask.get("needs", [])),
        words=tuple(ask.get("words", [])),
        unless=frozenset(ask.get("unless", [])),
    )


def main() -> int:
    chance = random.Random(SEED)  # noqa: S311 reproducible noise, no secret
    asked = [q for name in TUNING for q in read(name)]
    noisy = [(number, a) for number, a in enumerate(asked)]
    noisy += [(n, Asked(misspelt(a.text, chance), a.expected)) for n, a in enumerate(asked) for _ in "12"]
    unseen = [frozenset(fold(a.text) for a in asked[part::FOLDS]) for part in range(FOLDS)]
    indices = [town_index(unseen=part) for part in unseen]
    names, rows, right, groups, share = [], [], [], [], []
    for number, question in noisy:
        for match in indices[number % FOLDS].match(question.text):
            values = vector(match.features)
            names = ["intercept", *values]
            rows.append([1.0, *values.values()])
            right.append(match.slug in question.expected)
            groups.append(number)
            share.append(1.0 if question.expected else UNANSWERABLE)
    x, y, group, often = np.array(rows), np.array(right, float), np.array(groups), np.array(share)
    held = np.zeros(len(y))
    for part in range(FOLDS):
        test = group % FOLDS == part
        held[test] = _probabilities(x[test], _fitted(x[~test], y[~test], often[~test]))
    _report(held, y)
    weights = dict(zip(names, (round(float(w), 4) for w in _fitted(x, y, often)), strict=True))
    made = {"fitted": clock.now().date().isoformat(), "questions": len(asked), "weights": weights}
    FILE.write_text(json.dumps(made, indent=1) + "\n", "utf-8")
    print(json.dumps(weights, indent=1))
    return 0


def _probabilities(x: np.ndarray, weights: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))


def _fitted(x: np.ndarray, y: np.ndarray, often: np.ndarray) -> np.ndarray:
    """Newton's method; the intercept is not drawn towards zero."""
    weights = np.zeros(x.shape[1])
    ridge = np.full(x.shape[1], RIDGE)
    ridge[0] = 0.0
    for _ in range(50):
        p = _probabilities(x, weights)
        slope = x.T @ (often * (y - p)) - ridge * weights
        curve = (x * (often * p * (1 - p))[:, None]).T @ x + np.diag(ridge + 1e-9)
        step = np.linalg.solve(curve, slope)
        weights += step
        if np.abs(step).max() < 1e-8:
            break
    return weights


def _report(p: np.ndarray, y: np.ndarray) -> None:
    loss = -np.mean(y * np.log(p + 1e-12) + (1 - y) * np.log(1 - p + 1e-12))
    print(f"{len(y)} candidates, cross-validated log loss {loss:.4f}, Brier {np.mean((p - y) ** 2):.4f}")
    for low in np.arange(0, 1, 0.1):
        inside = (p >= low) & (p < low + 0.1)
        if inside.any():
            print(f"  said {p[inside].mean():.2f}  was {y[inside].mean():.2f}  n={inside.sum()}")


if __name__ == "__main__":
    raise SystemExit(main())
