# SPDX-License-Identifier: EUPL-1.2
"""What everybody sees: the list, a trial, a result, and how it is measured."""

from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_POST

from soesmart.accounts.facade import actor_of, create_participant, may, remember_supporter, supporter_of
from soesmart.kernel.guard import errors as guard
from soesmart.kernel.guard.admission import count_knock
from soesmart.projects import facade as projects
from soesmart.thread.facade import Stop
from soesmart.trials import rules, words
from soesmart.trials.actions import beliefs as believing
from soesmart.trials.engine import calibration
from soesmart.trials.engine.types import Grade, Verdict
from soesmart.trials.forms import (
    BeliefForm,
    DataForm,
    DecisionForm,
    LessonForm,
    PlanForm,
    SettleForm,
    SumsForm,
)
from soesmart.trials.models import Trial
from soesmart.trials.queries import beliefs, looks, notes, rows, sentences
from soesmart.trials.types import Choice, Group, Refused, ResultRow, Stage, Works

BADGE = {
    "helped": "badge--done",
    "harmed": "badge--bad",
    "no_effect_larger_than": "badge",
    "described": "badge--open",
}
STAGES = {
    Stage.PLANNED: lazy("geplant"),
    Stage.RUNNING: lazy("läuft"),
    Stage.FINISHED: lazy("abgeschlossen"),
}
ORDER = (Stage.RUNNING, Stage.PLANNED, Stage.FINISHED)
CHOICES = {
    Choice.CONTINUE: lazy("weiterführen"),
    Choice.ADAPT: lazy("ändern"),
    Choice.STOP: lazy("beenden"),
}
GROUPS = {
    Group.RESIDENTS: lazy("Menschen aus der Stadt"),
    Group.COUNCIL: lazy("Rat"),
    Group.TEAM: lazy("Team der Stadt"),
}


def listed(request: HttpRequest) -> HttpResponse:
    listing = [shown(one) for one in rows.trials()]
    groups = [
        (stage, STAGES[stage], [one for one in listing if one["row"].stage is stage]) for stage in ORDER
    ]
    context = {
        "groups": [group for group in groups if group[2]],
        "lessons": [{"row": one, "works": rows.WORKS[one.works]} for one in rows.lessons()[:6]],
        "runs": may(actor_of(request), "trials.run"),
    }
    return render(request, "trials/list.html", context)


def shown(row: Any) -> dict[str, Any]:
    told = row.verdict and row.stage is Stage.FINISHED
    verdict = words.VERDICTS[Verdict(row.verdict)] if told else ""
    return {
        "row": row,
        "verdict": verdict,
        "badge": BADGE.get(row.verdict, "badge--open"),
        "works": rows.WORKS[row.works] if row.works else "",
        "said": sentences.short(row),
    }


def found_or_404(slug: str) -> Trial:
    one = rows.trial(slug)
    if one is None:
        raise Http404(_("Diesen Versuch gibt es nicht. Alle Versuche stehen unter „Versuche“."))
    return one


def trial(request: HttpRequest, slug: str, status: int = 200, **more: Any) -> HttpResponse:
    """The card. `more`: forms of the team with what was typed."""
    one = found_or_404(slug)
    row, actor = rows.row_of(one), actor_of(request)
    runs = may(actor, "trials.run")
    plans = rows.registrations(one)
    done = rows.results(one)
    context = {
        **shown(row),
        "trial": one,
        "plans": plans,
        "plan": plans[-1] if plans else None,
        "method": words.METHODS.get(plans[-1].plan.method, "") if plans else "",
        "measure": sentences.measure(plans[-1].plan.indicator, plans[-1].plan.unit) if plans else "",
        "begins": sentences.moment(plans[-1].plan.start) if plans else "",
        "counted": sentences.length(plans[-1].plan.start, plans[-1].plan.horizon) if plans else "",
        "stage": STAGES[row.stage],
        "project": projects.project(one.project) if one.project else None,
        "results": [{"row": r, "told": sentences.tell(r.told, _unit(one))} for r in done],
        "looks": looks.shown(done[0].told, plans[-1].plan) if done and plans else None,
        "open": believing.is_open(one),
        "thanks": request.GET.get("danke") == "glaube",
        "beliefs": [{"row": b, "group": GROUPS[b.group]} for b in beliefs.beliefs(one, row.verdict)],
        "fewest": beliefs.FEWEST,
        "decisions": [
            {"row": d, "choice": CHOICES[Choice(d.choice)], "reason": rules.as_text(d.reason)}
            for d in one.decisions.order_by("-number")
        ],
        "lesson": _lesson(one),
        "described": _described(one),
        "runs": runs,
        "stops": _stops(row, done),
    }
    if runs:
        context |= _desk(one)
    return render(request, "trials/trial.html", context | more, status=status)


def _unit(one: Trial) -> str:
    last = list(one.registrations.all())[-1:]
    return str(last[0].plan.get("unit", "")) if last else ""


def _described(one: Trial) -> dict[str, Any] | None:
    if not one.described:
        return None
    return {
        "text": rules.as_text(one.described["text"]),
        "unknown": [rules.as_text(line) for line in one.described.get("unknown", ())],
        "sources": one.described.get("source", ()),
        "as_of": one.described.get("as_of", ""),
    }


def _lesson(one: Trial) -> dict[str, Any] | None:
    row = getattr(one, "lesson", None)
    return (
        {"works": rows.WORKS[Works(row.works)], "text": rules.as_text(row.text), "at": row.at}
        if row
        else None
    )


def _stops(row: Any, done: tuple[ResultRow, ...]) -> list[Stop]:
    """What the page knows of its own line map."""
    stops = [Stop("trial", "filled", str(STAGES[row.stage]), row.url)]
    if done or row.verdict:
        stops.append(
            Stop("result", "filled", str(words.VERDICTS[Verdict(row.verdict)]), f"{row.url}#ergebnis")
        )
    if row.works:
        stops.append(Stop("lesson", "filled", str(rows.WORKS[row.works]), f"{row.url}#lehre"))
    return stops


def _desk(one: Trial) -> dict[str, Any]:
    newest = one.data.order_by("at", "id").last()
    last = one.analyses.order_by("-at", "-id").first()
    told = (last.told or {}) if last else {}
    blocked = [f for f in told.get("flags", ()) if f["blocks"]]
    known = set(newest.settled.values_list("code", flat=True)) if newest else set()
    plan = one.registrations.order_by("number").last()
    initial = (
        {
            **plan.plan,
            "hypothesis": plan.plan["hypothesis"]["de"],
            "stop_rule": plan.plan["stop_rule"]["de"],
            "lot": plan.plan.get("lot", {}).get("id", ""),
        }
        if plan
        else None
    )
    return {
        "newest": newest,
        "last": last,
        "to_settle": [
            {
                "flag": f,
                **notes.note(f),
                "form": SettleForm(initial={"code": f["code"]}, auto_id=f"id_{f['code']}_%s"),
            }
            for f in {f["code"]: f for f in blocked}.values()
            if f["code"] not in known
        ],
        "plan_form": PlanForm(initial=initial),
        "data_form": DataForm(),
        "sums_form": SumsForm() if plan and plan.plan.get("lot") else None,
        "taken": one.sums.order_by("at"),
        "decision_form": DecisionForm(),
        "lesson_form": LessonForm(),
    }


@require_POST
def believe(request: HttpRequest, slug: str) -> HttpResponse:
    """ "Was glauben Sie?", from a page out of the shared cache: a browser's word, as with "Ich auch"."""
    one, form, actor = found_or_404(slug), BeliefForm(request.POST), actor_of(request)
    if not form.is_valid():
        return redirect("trials:trial", slug)
    group = (
        Group.TEAM
        if "team" in actor.roles
        else Group.COUNCIL
        if "politics" in actor.roles
        else Group.RESIDENTS
    )
    known = actor.participant or supporter_of(request)
    try:
        with transaction.atomic():
            count_knock(request, "trials.believe")
            who = known or create_participant()
            believing.believe(one.id, who, form.cleaned_data["percent"], group)
    except Refused as refused:
        return trial(request, slug, 409, belief_error=refused.text)
    except guard.TooMany as refused:
        return trial(request, slug, 429, belief_error=refused.text)
    response = redirect(f"{reverse('trials:trial', args=[slug])}?danke=glaube#glauben")
    if known is None:
        remember_supporter(response, who)
    return response


def method(request: HttpRequest) -> HttpResponse:
    """ "Wie wir messen": what the calibration showed, and the known answers."""
    told = calibration.records()
    methods = []
    for name, record in told.get("methods", {}).items():
        try:
            calibration.record(name)
            passed = True
        except calibration.Uncalibrated:
            passed = False
        studies = [
            {
                **one,
                "name": notes.decimals(one["name"]),
                "rate": sentences.figure(100 * one["rate"], "%"),
                "bound": sentences.figure(100 * one["bound"], "%") if one["bound"] else "",
            }
            for one in record["studies"]
        ]
        methods.append(
            {
                "name": words.METHODS.get(name, name),
                "passed": passed,
                "code": record["code"],
                "studies": studies,
            }
        )
    known = [{**notes.known(k), "value": sentences.figure(k["value"], "%")} for k in told.get("known", ())]
    context = {
        "methods": methods,
        "known": known,
        "seed": told.get("seed"),
        "date": told.get("date"),
        "grades": [words.GRADES[grade] for grade in Grade],
        "language": get_language(),
    }
    return render(request, "trials/method.html", context)
