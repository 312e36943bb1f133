# SPDX-License-Identifier: EUPL-1.2
"""Projects as programs read them: the types of the door, with texts by language and money in cents."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Field, Schema
from pydantic import BeforeValidator

from soesmart.kernel.words import LocalText
from soesmart.projects import types as t


def _texts(value: Any) -> Any:
    return dict(value.texts) if isinstance(value, LocalText) else value


Texts = Annotated[dict[str, str], BeforeValidator(_texts)]


class ListFilters(Schema):
    status: t.Status | None = None
    phase: t.Phase | None = None
    place: str = Field("", max_length=80, description="Slug eines Ortes; „ganze-stadt“: ohne Ort.")
    field: str = Field("", max_length=80)
    sponsor: t.SponsorKind | None = None
    gap: bool = Field(False, description="Nur solche, bei denen offen ist, was nach der Förderung bleibt.")
    q: str = Field("", max_length=200)
    cursor: str = Field("", max_length=200)
    limit: int = Field(30, ge=1, le=100)


class LightOut(Schema):
    colour: str
    reasons: list[str]


class SponsorOut(Schema):
    kind: t.SponsorKind
    name: str


class ProjectOut(Schema):
    id: UUID
    slug: str
    url: str
    title: Texts
    summary: Texts
    status: t.Status
    status_since: datetime
    phase: t.Phase
    light: LightOut
    field: str
    villages: list[str]
    starts: date | None
    ends: date | None
    sponsor: SponsorOut
    planned: int | None = Field(description="Summe des Kostenplans in Cent.")
    continuation_gaps: list[str]
    point: tuple[float, float] | None = Field(description="Breite und Länge.")
    as_of: str
    example: bool


class ProjectsOut(Schema):
    items: list[ProjectOut]
    next_cursor: str


class GateOut(Schema):
    problem: Texts | None
    whom: Texts | None
    without_digital: Texts | None
    why_not: Texts | None
    technology: Texts | None


class MilestoneOut(Schema):
    title: Texts
    due: date | None
    done: date | None


class RiskOut(Schema):
    text: Texts
    level: str
    answer: Texts | None


class DecisionOut(Schema):
    by: str
    on: date | None
    text: Texts
    url: str


class ContactOut(Schema):
    role: Texts
    office: str
    reach: str


class SaidOut(Schema):
    slug: str
    title: Texts
    sentence: Texts | None
    state: str
    url: str


class ContinuationOut(Schema):
    operator: Texts | None
    yearly: int | None
    decision_on: date | None
    decision: Texts | None


class CostLineOut(Schema):
    item: Texts
    year: int
    cents: int


class ContractOut(Schema):
    subject: Texts
    procedure: str
    reason: Texts | None
    offers: int | None
    awarded_on: date | None
    contractor: str
    value: int | None
    legal_basis: str
    criteria: Texts | None


class BenefitOut(Schema):
    place: str
    situation: t.Situation
    changed: Texts
    cost: Texts | None
    effect: Texts | None


class LinkOut(Schema):
    label: Texts
    url: str


class SourceOut(Schema):
    label: str
    url: str
    as_of: str


class StepOut(Schema):
    at: datetime
    before: t.Status | None
    after: t.Status
    phase: t.Phase
    reason: Texts | None


class ReportOut(Schema):
    at: datetime
    done: str
    next: str
    spent: int | None


class OriginOut(Schema):
    town: str
    town_id: str
    url: str
    project: str
    key: str
    signed_at: str
    digest: str


class ProjectDetailOut(Schema):
    """Was leer ist, ist nicht bekannt."""

    project: ProjectOut = Field(alias="row")
    gate: GateOut
    milestones: list[MilestoneOut]
    risks: list[RiskOut]
    decisions: list[DecisionOut]
    contacts: list[ContactOut]
    values: list[SaidOut]
    charta: list[SaidOut]
    duties: list[SaidOut]
    repository: str
    licence: str
    continuation: ContinuationOut
    plan: list[CostLineOut]
    contracts: list[ContractOut]
    benefits: list[BenefitOut]
    lessons: list[Texts]
    links: list[LinkOut]
    sources: list[SourceOut]
    history: list[StepOut]
    reports: list[ReportOut]
    note: Texts | None
    merged_into: str | None = Field(description="Slug des Projekts, in dem dieses aufging.")
    origin: OriginOut | None
    version: int

    @staticmethod
    def resolve_merged_into(view: t.ProjectView) -> str | None:
        return view.merged_into[1] if view.merged_into else None
