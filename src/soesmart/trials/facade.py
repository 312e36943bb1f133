# SPDX-License-Identifier: EUPL-1.2
"""Trials, their results and lessons, for the other rooms."""

from soesmart.trials.queries.rows import lessons, trials
from soesmart.trials.types import LessonRow, ResultRow, Stage, TrialRow, Works

__all__ = ("LessonRow", "ResultRow", "Stage", "TrialRow", "Works", "lessons", "trials")
