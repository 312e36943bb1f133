# SPDX-License-Identifier: EUPL-1.2
"""The shapes of the programming interface; limits as in `models.py`, so that the document names them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Field, Schema
from pydantic import ConfigDict

from soesmart.ask.addresses import question_url
from soesmart.ask.models import COMMENT, TEXT, TITLE
from soesmart.ask.types import Kind, Near, QuestionDetail, QuestionRow, State, Visibility

_SLUG = r"^[a-z0-9-]{0,80}$"


class _Strict(Schema):
    model_config = ConfigDict(extra="forbid")


class WhereIn(_Strict):
    near: Near = Near.NOWHERE
    place: str = Field("", pattern=_SLUG, description="Kürzel wie in GET /api/v1/places")
    lat: float | None = Field(None, ge=-90, le=90, allow_inf_nan=False)
    lon: float | None = Field(None, ge=-180, le=180, allow_inf_nan=False)


class ContributionIn(_Strict):
    text: str = Field(..., min_length=1, max_length=TEXT)
    kind: Kind = Kind.QUESTION
    title: str = Field("", max_length=TITLE, description="leer: der erste Satz des Textes")
    where: WhereIn | None = None
    email: str = Field("", max_length=254)
    language: str = Field("de", pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$", max_length=16)
    category: str = Field("", pattern=_SLUG, description="Kürzel wie in GET /api/v1/categories")


class CommentIn(_Strict):
    text: str = Field(..., min_length=1, max_length=COMMENT)
    language: str = Field("de", pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$", max_length=16)


class ListFilters(Schema):
    kind: Kind | None = None
    state: State | None = None
    place: str = Field("", pattern=_SLUG)
    department: str = Field("", pattern=_SLUG)
    category: str = Field("", pattern=_SLUG)
    overdue: bool = False
    q: str = Field("", max_length=400)
    cursor: str = Field("", max_length=200)
    limit: int = Field(30, ge=1, le=100)


class SimilarIn(Schema):
    text: str = Field(..., min_length=3, max_length=TEXT)
    place: str = Field("", pattern=_SLUG)
    kind: Kind | None = None
    category: str = Field("", pattern=_SLUG)
    lat: float | None = Field(None, ge=-90, le=90)
    lon: float | None = Field(None, ge=-180, le=180)
    limit: int = Field(5, ge=1, le=20)


class SubmittedOut(Schema):
    id: UUID
    code: str
    url: str
    state: State
    waits: str
    due_at: datetime | None


class CommentedOut(Schema):
    id: UUID
    code: str
    state: Visibility
    waits: str


class SupportedOut(Schema):
    id: UUID
    supports: int
    added: bool


class SimilarOut(Schema):
    id: UUID
    slug: str
    title: str
    kind: Kind
    state: State
    place_name: str
    supports: int
    answered: bool
    score: float
    found_by: str


class RowOut(Schema):
    id: UUID
    url: str
    kind: Kind
    title: str
    state: State
    asked_at: datetime
    state_since: datetime
    place: str
    place_name: str
    near: Near
    department: str
    due_at: datetime | None
    overdue: bool
    supports: int
    comments: int
    photo: bool
    language: str
    author_label: str
    category: str
    category_name: str


class CategoryOut(Schema):
    slug: str
    name: str
    description: str
    department: str
    kind: Kind | None


class ListOut(Schema):
    items: list[RowOut]
    next_cursor: str


class HistoryOut(Schema):
    at: datetime
    state: State
    reason: str
    by: str


class CommentOut(Schema):
    id: UUID
    at: datetime
    text: str
    state: Visibility
    hidden_reason: str
    language: str
    by_asker: bool
    author_label: str


class AnswerOut(Schema):
    id: UUID
    at: datetime
    text: str
    role: str
    language: str
    source: str


class RelatedOut(Schema):
    id: UUID
    title: str
    state: State


class PhotoOut(Schema):
    id: UUID
    url: str
    width: int
    height: int
    description: str


class ContributionOut(RowOut):
    text: str
    lat: float | None
    lon: float | None
    history: list[HistoryOut]
    comment_list: list[CommentOut]
    answers: list[AnswerOut]
    picture: PhotoOut | None
    merged_into: RelatedOut | None
    merged_from: list[RelatedOut]
    continued_at: str
    unverified_supports: int
    hidden_reason: str
    source: str
    as_of: date | None
    version: int


class PromiseOut(Schema):
    kind: Kind
    working_days: int


class DepartmentClockOut(Schema):
    department: str
    name: str
    in_time: int
    late: int
    waiting: int
    overdue: int
    median_days: int | None


class ClockOut(Schema):
    promises: list[PromiseOut]
    departments: list[DepartmentClockOut]


def row_out(row: QuestionRow) -> dict[str, Any]:
    names = [name for name in RowOut.model_fields if name != "url"]
    return {name: getattr(row, name) for name in names} | {"url": question_url(row.slug)}


def detail_out(detail: QuestionDetail) -> dict[str, Any]:
    same = (
        "text history answers merged_into merged_from continued_at unverified_supports hidden_reason source "
        "as_of version"
    )
    return (
        row_out(detail.row)
        | {name: getattr(detail, name) for name in same.split()}
        | {"lat": detail.where.lat, "lon": detail.where.lon, "picture": detail.photo}
        | {"comment_list": detail.comments}
    )
