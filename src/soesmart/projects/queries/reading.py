# SPDX-License-Identifier: EUPL-1.2
"""From stored rows to what crosses the door."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from soesmart.kernel import clock, faces
from soesmart.kernel.cents import Cents
from soesmart.kernel.words import LocalText
from soesmart.projects import types as t
from soesmart.projects.engine import light as rule
from soesmart.projects.engine.document import day
from soesmart.projects.models import Project

Json = Mapping[str, Any]


def today() -> date:
    return clock.local_date(clock.now(), settings.SOESMART["town.time_zone"])


def local(texts: Mapping[str, str] | None) -> LocalText | None:
    return text(texts) if texts else None


def text(texts: Mapping[str, str]) -> LocalText:
    return LocalText(texts, "de", "translated" if len(texts) > 1 else "authored")


def cents(value: int | None) -> Cents | None:
    return None if value is None else Cents(value)


def light_of(document: Json, status: str, at: date) -> t.Light:
    """The rule applied to a document on a day."""
    milestones = [(day(m.get("due")), day(m.get("done"))) for m in document.get("milestones", ())]
    open_risks = sum(r["level"] == "high" and not r.get("answer") for r in document.get("risks", ()))
    return t.Light(*rule.light(status, day(document.get("ends")), milestones, open_risks, at))


def planned(document: Json) -> Cents | None:
    lines = document.get("plan")
    return Cents(sum(line["cents"] for line in lines)) if lines else None


def continuation(document: Json) -> t.Continuation:
    said = document.get("continuation", {})
    return t.Continuation(
        operator=local(said.get("operator")),
        yearly=cents(said.get("yearly_cents")),
        decision_on=day(said.get("decision_on")),
        decision=local(said.get("decision")),
    )


def to_row(row: Project, at: date) -> t.ProjectRow:
    """One line of a list, from the row alone: the places stand in the document too."""
    document = row.document
    sponsor = {"kind": "unknown", **document.get("sponsor", {})}
    if sponsor["kind"] == t.SponsorKind.RESIDENT:  # named only as they wished when they applied
        sponsor["name"] = getattr(row, "sponsor_name", None) or ""
    return t.ProjectRow(
        id=row.public_id,
        slug=row.slug,
        title=text(document["title"]),
        summary=text(document["summary"]),
        status=t.Status(row.status),
        phase=t.Phase(row.phase),
        status_since=row.status_since,
        light=light_of(document, row.status, at),
        villages=tuple(document.get("villages", ())),
        starts=row.starts,
        ends=row.ends,
        field=row.field,
        sponsor=t.Sponsor(t.SponsorKind(sponsor["kind"]), sponsor.get("name", "")),
        as_of=document["as_of"],
        example=document.get("example", False),
        planned=planned(document),
        continuation_gaps=continuation(document).gaps,
        url=reverse("projects:project", args=[row.slug]),
        point=(document["lat"], document["lon"]) if "lat" in document else None,
    )


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the document of a project."""

    history: tuple[t.Step, ...]
    reports: tuple[t.ReportRow, ...]
    yardsticks: tuple[Json, ...]


STEP = {name: name for name in ("at", "before", "after", "phase", "reason")}
REPORT = {name: name for name in ("at", "done", "next", "spent_cents")}
YARDSTICK = {name: name for name in ("slug", "kind", "title", "position")}


def beside(steps: Iterable[Json], reports: Iterable[Json], yardsticks: Iterable[Json]) -> Beside:
    """From JSON objects of the columns above."""

    def oldest_first(one: Json) -> tuple[datetime, int]:
        return faces.moment(one["at"]), one["pk"]

    return Beside(
        tuple(_step(one) for one in sorted(steps, key=oldest_first)),
        tuple(
            t.ReportRow(faces.moment(one["at"]), one["done"], one["next"], cents(one["spent_cents"]))
            for one in sorted(reports, key=oldest_first)
        ),
        tuple(sorted(yardsticks, key=lambda one: (one["position"], one["slug"]))),
    )


def to_view(row: Project, beside: Beside, at: date) -> t.ProjectView:
    document, yardsticks = row.document, beside.yardsticks
    into = row.merged_into
    return t.ProjectView(
        row=to_row(row, at),
        gate=t.Gate(**{name: local(said) for name, said in document.get("gate", {}).items()}),
        milestones=tuple(
            t.Milestone(text(m["title"]), day(m.get("due")), day(m.get("done")))
            for m in document.get("milestones", ())
        ),
        risks=tuple(
            t.Risk(text(r["text"]), r["level"], local(r.get("answer"))) for r in document.get("risks", ())
        ),
        decisions=tuple(
            t.Decision(d["by"], day(d.get("on")), text(d["text"]), d.get("url", ""))
            for d in document.get("decisions", ())
        ),
        contacts=tuple(
            t.Contact(text(c["role"]), c.get("office", ""), c.get("reach", ""))
            for c in document.get("contacts", ())
        ),
        values=_said(document.get("values", ()), yardsticks, "value"),
        charta=_said(document.get("charta", ()), yardsticks, "charta"),
        duties=_said(document.get("duties", ()), yardsticks, "duty"),
        repository=document.get("repository", ""),
        licence=document.get("licence", ""),
        continuation=continuation(document),
        plan=tuple(
            t.CostLine(text(line["item"]), line["year"], Cents(line["cents"]))
            for line in document.get("plan", ())
        ),
        contracts=tuple(_contract(c) for c in document.get("contracts", ())),
        benefits=tuple(benefit(b) for b in document.get("benefits", ())),
        lessons=tuple(text(lesson["text"]) for lesson in document.get("lessons", ())),
        links=tuple(t.WebLink(text(link["label"]), link["url"]) for link in document.get("links", ())),
        sources=tuple(
            t.Source(s["label"], s.get("url", ""), s["as_of"]) for s in document.get("sources", ())
        ),
        history=beside.history,
        reports=beside.reports,
        note=local(document.get("note")),
        merged_into=(into.public_id, into.slug, text(into.document["title"])) if into else None,
        origin=origin(row.origin) if row.origin else None,
        lat=document.get("lat"),
        lon=document.get("lon"),
        version=row.version,
        published=row.published,
    )


def origin(stored: Json) -> t.Origin:
    return t.Origin(**stored)


def benefit(said: Json) -> t.Benefit:
    return t.Benefit(
        place=said.get("place", ""),
        situation=t.Situation(said["situation"]),
        changed=text(said["changed"]),
        cost=local(said.get("cost")),
        effect=local(said.get("effect")),
    )


def _contract(said: Json) -> t.Contract:
    return t.Contract(
        subject=text(said["subject"]),
        procedure=said["procedure"],
        reason=local(said.get("reason")),
        offers=said.get("offers"),
        awarded_on=day(said.get("awarded_on")),
        contractor=said.get("contractor", ""),
        value=cents(said.get("value_cents")),
        legal_basis=said.get("legal_basis", ""),
        criteria=local(said.get("criteria")),
    )


def _said(sentences: Sequence[Json], yardsticks: Sequence[Json], kind: str) -> tuple[t.Said, ...]:
    """One entry per yardstick of the town, said or not; what is said about others stays visible."""
    by_slug = {sentence["slug"]: sentence for sentence in sentences}
    known = {y["slug"]: text(faces.said_in(y["title"])) for y in yardsticks if y["kind"] == kind}
    titles = known | {slug: LocalText({"de": slug}) for slug in by_slug if slug not in known}
    return tuple(
        t.Said(
            slug,
            title,
            local(by_slug.get(slug, {}).get("sentence")),
            by_slug.get(slug, {}).get("state", ""),
            by_slug.get(slug, {}).get("url", ""),
        )
        for slug, title in titles.items()
    )


def _step(said: Json) -> t.Step:
    return t.Step(
        faces.moment(said["at"]),
        t.Status(said["before"]) if said["before"] else None,
        t.Status(said["after"]),
        t.Phase(said["phase"]),
        local(faces.said_in(said["reason"])),
    )
