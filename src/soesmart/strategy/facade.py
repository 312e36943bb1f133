# SPDX-License-Identifier: EUPL-1.2
"""The strategy, for the other rooms."""

from soesmart.strategy.queries.goals import goal, goal_by_slug, goals, levels
from soesmart.strategy.queries.indicators import (
    indicator,
    indicator_by_slug,
    indicators,
    measured_until,
    values,
    values_of,
)
from soesmart.strategy.types import GoalRow, IndicatorRow, LevelRow, Source, Value

__all__ = [
    "GoalRow",
    "IndicatorRow",
    "LevelRow",
    "Source",
    "Value",
    "goal",
    "goal_by_slug",
    "goals",
    "indicator",
    "indicator_by_slug",
    "indicators",
    "levels",
    "measured_until",
    "values",
    "values_of",
]
