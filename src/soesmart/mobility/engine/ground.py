# SPDX-License-Identifier: EUPL-1.2
"""What a way of OpenStreetMap means to somebody who walks, walks slowly, rolls or cycles.

Sources: OSM wiki, pages "Key:highway", "Key:kerb", "Key:smoothness", "Wheelchair routing"; the factors are
ours and rounded: they say how much slower than on good ground.
"""

import math
from collections.abc import Mapping

from soesmart.mobility.engine.streets import PROFILES

_FOOT = frozenset(
    {
        "primary",
        "primary_link",
        "secondary",
        "secondary_link",
        "tertiary",
        "tertiary_link",
        "unclassified",
        "residential",
        "road",
        "living_street",
        "service",
        "pedestrian",
        "track",
        "path",
        "footway",
        "steps",
        "cycleway",
        "bridleway",
        "corridor",
        "platform",
    }
)
_NO_FOOT_UNLESS = frozenset({"trunk", "trunk_link"})
_NO = frozenset({"no", "private", "use_sidepath"})
_YES = frozenset({"yes", "designated", "permissive", "official"})
_ROUGH = frozenset(
    {
        "cobblestone",
        "unhewn_cobblestone",
        "gravel",
        "pebblestone",
        "sand",
        "mud",
        "grass",
        "ground",
        "dirt",
        "earth",
        "rock",
        "woodchips",
        "snow",
    }
)
_SLOW = frozenset(["sett", "fine_gravel", "compacted", "grass_paver", "unpaved", "wood"])
_TOO_ROUGH = frozenset({"bad", "very_bad", "horrible", "very_horrible", "impassable"})
_HIGH_KERB = frozenset({"raised", "rolled", "yes"})
Costs = dict[str, tuple[float, float]]
"""By profile: seconds a metre along the way and against it, infinite where one may not go."""


def costs(tags: Mapping[str, str]) -> Costs | None:
    """None for a way nobody of ours uses."""
    kind = tags.get("highway", "")
    if tags.get("area") == "yes" and kind not in {"pedestrian", "footway"}:
        return None
    foot = _foot(kind, tags)
    walk = 1.0 if foot else math.inf
    chair = _chair(kind, tags) if foot else math.inf
    there, back = _bike(kind, tags, foot)
    if math.isinf(walk) and math.isinf(there):
        return None
    steps = 1.6 if kind == "steps" else 1.0
    slow = 2.5 if kind == "steps" else 1.0
    factors = {
        "walk": (walk * steps,) * 2,
        "slow": (walk * slow,) * 2,
        "wheelchair": (chair,) * 2,
        "bike": (there, back),
    }
    return {name: (a * _pace(name), b * _pace(name)) for name, (a, b) in factors.items()}


def blocks_wheels(tags: Mapping[str, str]) -> bool:
    """A node a wheelchair does not get past: a kerb not lowered, a stile, a turnstile."""
    kerb = tags.get("kerb", "")
    high = kerb in _HIGH_KERB or tags.get("barrier") in {"stile", "turnstile", "kissing_gate", "step"}
    return high and tags.get("wheelchair") != "yes"


def _pace(profile: str) -> float:
    return 3.6 / PROFILES[profile]


def _foot(kind: str, tags: Mapping[str, str]) -> bool:
    if tags.get("foot", "") in _YES:
        return bool(kind)
    if tags.get("foot", "") in _NO or tags.get("access", "") in _NO:
        return False
    return kind in _FOOT or (kind in _NO_FOOT_UNLESS and tags.get("sidewalk", "no") not in {"no", "none"})


def _chair(kind: str, tags: Mapping[str, str]) -> float:
    if tags.get("wheelchair") == "no" or (kind == "steps" and tags.get("ramp:wheelchair") != "yes"):
        return math.inf
    if tags.get("wheelchair") in {"yes", "designated"}:
        return 1.0
    if tags.get("smoothness") in _TOO_ROUGH or abs(_incline(tags.get("incline", ""))) > 6:
        return math.inf
    surface = tags.get("surface", "")
    if surface in _ROUGH or tags.get("tracktype") in {"grade3", "grade4", "grade5"}:
        return math.inf
    if kind in {"path", "track", "bridleway"} and not surface:
        return math.inf if kind == "bridleway" else 2.0
    return 1.5 if surface in _SLOW or tags.get("wheelchair") == "limited" else 1.0


def _incline(text: str) -> float:
    if text in {"up", "down", "steep"}:
        return 10.0 if text == "steep" else 0.0
    try:
        return float(text.rstrip("%°").strip())
    except ValueError:
        return 0.0


def _bike(kind: str, tags: Mapping[str, str], foot: bool) -> tuple[float, float]:
    pushed = PROFILES["bike"] / 4.0 if foot else math.inf
    if kind == "steps":
        return 2 * pushed, 2 * pushed
    allowed = tags.get("bicycle", "")
    rides = kind in _FOOT and kind not in {"footway", "pedestrian", "corridor", "platform", "bridleway"}
    rides = (rides and tags.get("access", "") not in _NO and allowed not in _NO) or allowed in _YES
    if not rides:
        return pushed, pushed
    surface = 1.6 if tags.get("surface") in _ROUGH else 1.2 if tags.get("surface") in _SLOW else 1.0
    oneway = tags.get("oneway:bicycle", tags.get("oneway", "no"))
    if tags.get("junction") == "roundabout" or oneway in {"yes", "1", "true"}:
        return surface, pushed
    return (pushed, surface) if oneway == "-1" else (surface, surface)
