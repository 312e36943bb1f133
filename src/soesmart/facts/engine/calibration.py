# SPDX-License-Identifier: EUPL-1.2
"""From features to the probability that a fact answers the question (decision 14)."""

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).parent / "calibration.json"


@dataclass(frozen=True, slots=True)
class Features:
    """What is known about one fact as the answer to one question."""

    similar: float
    """Likeness to the nearest phrasing, 0 to 1."""
    covered: float
    """Share of the question's weight that the fact explains."""
    spelling: float
    """Shared letter triples with the nearest phrasing."""
    matched: float
    """Weight of what the fact explains."""
    groups: float
    """How many concepts have to be named."""
    unmet: float
    """How many of them are not."""
    missing_content: float
    missing_other: float
    """Weight of matters of other offices that the fact says nothing about."""
    missing_unknown: float
    elsewhere: float
    """Names of places outside the town."""
    missing_subject: float
    """How far the fact lacks what the question asks for: "Wie viele Brunnen …" and no word of wells."""
    strange_places: float
    """Whether an unknown word stands where a place would stand."""
    ahead: float
    """Distance to the best other fact."""
    evidence: float
    """Log odds of all signs of the question taken together."""
    evidence_ahead: float
    """And their distance to the best other fact."""


def vector(features: Features) -> dict[str, float]:
    """The features as the model sees them, with the one product that matters."""
    values = asdict(features)
    return values | {"similar_and_covered": features.similar * features.covered}


def probability(features: Features) -> float:
    """Logistic model; its weights are data, made by `tools/workshop/fit.py`."""
    model = _model()
    total = model["intercept"] + sum(model[name] * value for name, value in vector(features).items())
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, total)))), 4)


@lru_cache(maxsize=1)
def _model() -> Mapping[str, float]:
    weights: dict[str, float] = json.loads(FILE.read_text("utf-8"))["weights"]
    return weights
