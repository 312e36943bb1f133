# SPDX-License-Identifier: EUPL-1.2
"""The strategy, for the other rooms."""

from soesmart.strategy.queries.goals import above, children, goal, goal_by_slug, goals, levels, strategy
from soesmart.strategy.queries.indicators import (
    corrections,
    indicator,
    indicator_by_slug,
    indicators,
    indicators_for,
    loose_indicators,
    main_indicators,
    measured_until,
    values,
    values_of,
)
from soesmart.strategy.queries.versions import content_now, content_of, version, versions
from soesmart.strategy.types import GoalRow, IndicatorRow, LevelRow, Source, Value

__all__ = [
    "GoalRow",
    "IndicatorRow",
    "LevelRow",
    "Source",
    "Value",
    "above",
    "children",
    "content_now",
    "content_of",
    "corrections",
    "goal",
    "goal_by_slug",
    "goals",
    "indicator",
    "indicator_by_slug",
    "indicators",
    "indicators_for",
    "levels",
    "loose_indicators",
    "main_indicators",
    "measured_until",
    "strategy",
    "values",
    "values_of",
    "version",
    "versions",
]
