# SPDX-License-Identifier: EUPL-1.2
"""`soesmart trials analyse …` and `soesmart trials plan …`: the engine on files, without a town."""

import json
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from soesmart.trials import rollouts

PLAIN = {
    "helped": "Hat geholfen.",
    "harmed": "Hat geschadet.",
    "no_effect_larger_than": "Kein Effekt, der größer ist als vorher festgelegt.",
    "unknown": "Wissen wir nicht.",
    "refused": "Wissen wir nicht: Die Daten lassen keine Antwort zu.",
    "described": "Nur beschrieben: nachträglich festgelegt, kein Urteil.",
}


def arguments(parser: ArgumentParser) -> None:
    words = parser.add_subparsers(dest="trials_word", required=True, metavar="WORD")
    one = words.add_parser("analyse", help="did it help? one series, with or without comparison places")
    one.add_argument(
        "--series", nargs="+", required=True, metavar="FILE", help="CSV or XLSX; several continue each other"
    )
    one.add_argument("--unit", default="", help="column, or place in a long table")
    one.add_argument(
        "--start",
        default="",
        metavar="PERIOD",
        help="first period with the measure: 2019-03, 2019-Q2, 05.03.2019",
    )
    one.add_argument(
        "--compare", default="", metavar="NAME,…", help='places without the measure; "*" for all others'
    )
    one.add_argument(
        "--method",
        default="auto",
        help="auto, single, counts, difference, conformal, sdid, sc, sc_demeaned; "
        "running-look: valid every day",
    )
    one.add_argument("--value", default="", help="column that counts in a long table")
    one.add_argument("--better", choices=("up", "down"), default="up", help="which direction is good")
    one.add_argument("--every", default="auto", help="auto, day, week, month, quarter, year")
    one.add_argument("--end", default="", metavar="PERIOD", help="last period that counts")
    one.add_argument(
        "--bound", type=float, help="effects smaller than this do not matter (registered before)"
    )
    one.add_argument(
        "--late", action="store_true", help="registered after the data was known: grade D, no verdict"
    )
    one.add_argument(
        "--settled", default="", metavar="CODE,…", help="blocking flags that a person has decided about"
    )
    one.add_argument("--family", type=int, default=1, help="number of indicators registered together")
    one.add_argument(
        "--family-p", default="", metavar="P,…", help="p-values of the others: with all of them Holm's steps"
    )
    rollouts.arguments(one)
    one.add_argument("--json", action="store_true")
    plan = words.add_parser(
        "plan", help="power and smallest detectable effect before the start; order by lot"
    )
    plan.add_argument("--design", choices=("series", "places", "rollout"), required=True)
    plan.add_argument("--before", type=int, default=36, help="periods before the start (months)")
    plan.add_argument("--after", type=int, default=12)
    plan.add_argument("--places", type=int, default=20, help="comparison places, or areas of a rollout")
    plan.add_argument("--areas", default="", metavar="NAME,…", help="areas of a rollout, for the order")
    plan.add_argument("--seed", default="", help="published seed of the lot")
    plan.add_argument("--first", default="", metavar="PERIOD", help="first period of the rollout: 2027-01")
    plan.add_argument("--noise", type=float, default=1.0, help="s.d. of one period's values")
    plan.add_argument("--rho", type=float, default=0.4, help="autocorrelation from period to period")
    plan.add_argument("--effect", type=float, help="effect whose power is wanted; default: one s.d.")
    plan.add_argument("--json", action="store_true")


def run(given: Namespace) -> int:
    # Before numpy comes in: matrices are small, and threads that wait for each other make them slower.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from soesmart.trials.engine.table import TableError

    try:
        told = told_of(_analyse(given)) if given.trials_word == "analyse" else _plan(given)
    except TableError as error:
        where = f"Zeile {error.line}" if error.line else "Datei"
        column = f", Spalte „{error.column}“" if error.column else ""
        if given.json:
            _say(
                json.dumps(
                    {"error": error.text, "line": error.line, "column": error.column}, ensure_ascii=False
                )
            )
        sys.stderr.write(f"{where}{column}: {error.text}\n")
        return 2
    if given.json:
        _say(json.dumps(told, ensure_ascii=False, indent=1, allow_nan=False))
    else:
        _print(told)
    return 0


def read(paths: Iterable[Path]) -> list[Any]:
    """Sheets of CSV and Excel files, in the order of their names within a folder. Raises TableError."""
    from soesmart.trials.engine import table

    found: list[Any] = []
    for path in paths:
        if path.is_dir():
            found += read(
                sorted(p for p in path.iterdir() if p.suffix.lower() in (".csv", ".tsv", ".txt", ".xlsx"))
            )
            continue
        try:
            content = path.read_bytes()
        except OSError as error:
            raise table.TableError(
                0, str(path), f"Die Datei lässt sich nicht lesen: {error.strerror}."
            ) from error
        found.append(sheet_of(content, path.name))
    if not found:
        raise table.TableError(0, "", "Im Ordner liegt keine CSV- oder Excel-Datei.")
    return found


def sheet_of(content: bytes, name: str) -> Any:
    from soesmart.trials.engine import table

    if content[:2] == b"PK":
        return table.from_rows(*_workbook(content), name=name)
    for encoding in (
        "utf-8-sig",
        "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig",
        "cp1252",
    ):
        try:
            return table.sheet(content.decode(encoding), name)
        except UnicodeDecodeError:
            continue
    raise table.TableError(0, "", "Die Zeichen der Datei sind nicht lesbar. Bitte als UTF-8 speichern.")


def _workbook(content: bytes) -> tuple[list[list[str]], list[int]]:
    """The first sheet of an Excel file as text. Raises TableError."""
    import io
    from datetime import date, datetime

    import openpyxl  # inline: half a second that only Excel files need

    from soesmart.trials.engine.table import TableError

    def text(cell: object) -> str:
        if cell is None:
            return ""
        if isinstance(cell, datetime):
            return f"{cell:%Y-%m-%d %H:%M}" if (cell.hour or cell.minute) else f"{cell:%Y-%m-%d}"
        return cell.isoformat() if isinstance(cell, date) else str(cell).strip()

    try:
        sheet = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True).worksheets[0]
        rows = [[text(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    except Exception as error:  # openpyxl raises what it stumbles over
        raise TableError(
            0, "", "Das ist keine lesbare Excel-Datei. Bitte als .xlsx oder CSV speichern."
        ) from error
    kept = [(row, at) for at, row in enumerate(rows, 1) if any(row)]
    if len(kept) < 2:
        raise TableError(0, "", "Das erste Blatt ist leer.")
    return [row for row, _ in kept], [at for _, at in kept]


def _analyse(given: Namespace) -> Any:
    from soesmart.trials.engine import analysis
    from soesmart.trials.engine.table import TableError

    try:
        others = tuple(float(one) for one in given.family_p.split(",") if one.strip())
    except ValueError as error:
        raise TableError(0, "family-p", "Bitte Zahlen wie 0.01,0.2 nennen.") from error
    registered = analysis.Registered(
        given.better, given.bound, given.method, given.late, None, max(given.family, len(others) + 1), others
    )
    settled = frozenset(code.strip() for code in given.settled.split(",") if code.strip())
    if given.rollout:
        return rollouts.analyse(given, registered, settled)
    return _judged(given, registered, settled)


def _judged(given: Namespace, registered: Any, settled: frozenset[str]) -> Any:
    from soesmart.trials.engine import analysis, periods, prepare, table, units

    if not given.unit or not given.start:
        raise table.TableError(0, "unit", "Bitte --unit und --start nennen, oder --rollout.")
    start = prepare.start_of(given.start)
    wanted = [name.strip() for name in given.compare.split(",") if name.strip() and name.strip() != "*"]
    found = units.units(read(Path(name) for name in given.series), [given.unit, *wanted], given.value)
    name, raw = units.pick(found, given.unit)
    every = "day" if given.method == analysis.LOOK and given.every == "auto" else given.every
    own = prepare.prepared(name, raw, start, every)
    own = replace(own, flags=(*own.flags, *prepare.device(name, found, own)))
    pairs = [units.pick(found, one) for one in wanted]
    if given.compare.strip() == "*":
        pairs = [pair for pair in found.units.items() if pair[0] != name]
    others = [prepare.prepared(one, theirs, start, own.kind, but=False) for one, theirs in pairs]
    if any(one.name == own.name for one in others):
        raise table.TableError(0, "compare", "Der Ort selbst kann nicht Vergleichsort sein.")
    if given.end:
        last, first = (periods.convert(p, own.kind).number for p in (prepare.start_of(given.end), start))
        registered = replace(registered, horizon=last - first + 1)
    return analysis.judge(own, others, start, registered, settled)


def told_of(result: Any) -> dict[str, Any]:
    """A result as plain JSON; numbers that do not exist are null."""
    import math

    from soesmart.trials.engine import planning

    def number(value: float | None) -> float | None:
        return None if value is None or not math.isfinite(value) else float(f"{value:.6g}")

    def looked(label: str, day: Any) -> dict[str, Any]:
        named = {"effect": day.effect, "lower": day.lower, "upper": day.upper, "p": day.p}
        return {"day": label} | {name: number(value) for name, value in named.items()}

    estimate = result.estimate
    few = {flag.code for flag in result.flags} & {"few_places", "too_few_places"}
    told = {
        "verdict": str(result.verdict),
        "text": PLAIN[str(result.verdict)],
        "grade": str(result.grade),
        "estimate": number(estimate.effect),
        "interval": [number(estimate.lower), number(estimate.upper)],
        "relative": number(result.relative),
        "p": number(estimate.p),
        "robust_p": number(estimate.robust_p),
        "method": estimate.method,
        "diagnostics": dict(estimate.diagnostics),
        "weights": dict(estimate.weights),
        "flags": [{"code": f.code, "detail": f.detail, "at": f.at, "blocks": f.blocks} for f in result.flags],
        "blocked": [f.code for f in result.blocking],
        "series": {
            "kind": result.kind,
            "rule": result.rule,
            "first": result.labels[0],
            "start": result.labels[result.start],
            "last": result.labels[-1],
            "before": result.start,
            "after": len(result.labels) - result.start,
        },
        "code": result.code,
        "input_hash": result.input_hash,
    }
    if few:
        told["advice"] = planning.TOO_FEW
    if result.family_rule != "alone":
        told["family"] = {"rule": result.family_rule, "adjusted_p": number(result.adjusted)}
    if result.looks:
        labels = result.labels[result.start :]
        told["looks"] = [looked(*pair) for pair in zip(labels, result.looks, strict=True)]
    return told


def _plan(given: Namespace) -> dict[str, Any]:
    from soesmart.trials.engine import planning
    from soesmart.trials.engine.table import TableError

    areas = [name.strip() for name in given.areas.split(",") if name.strip()]
    first = {"first": given.first} if given.first else {}
    try:
        return first | planning.plan(
            design=given.design,
            before=given.before,
            after=given.after,
            places=len(areas) or given.places,
            noise=given.noise,
            rho=given.rho,
            effect=given.effect,
            areas=areas,
            seed=given.seed,
        )
    except ValueError as error:
        raise TableError(0, "plan", str(error)) from error


def _print(given: dict[str, Any], indent: str = "") -> None:
    for name, value in given.items():
        if isinstance(value, dict):
            _say(f"{indent}{name}:")
            _print(value, indent + "  ")
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            _say(f"{indent}{name}:")
            for one in value:
                _say(f"{indent}  {'  '.join(str(v) for v in one.values() if v != '')}")
        else:
            _say(f"{indent}{name}: {value}")


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
