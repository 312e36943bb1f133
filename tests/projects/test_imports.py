# SPDX-License-Identifier: EUPL-1.2
import pytest

from soesmart.kernel.log.models import Pending
from soesmart.projects.facade import Filters, Status, by_slug, describe, project, projects
from soesmart.projects.imports import import_projects
from soesmart.projects.models import Project
from soesmart.projects.queries.leaves import current_projects
from tests.projects.conftest import TOWNS

pytestmark = pytest.mark.django_db
FILE = TOWNS / "soest" / "projects.toml"


def _write(tmp_path, text):
    path = tmp_path / "projects.toml"
    path.write_text(text, "utf-8")
    return path


def _entry(**changes):
    lines = {
        "slug": '"bank"',
        "as_of": '"2026"',
        "status": '"running"',
        "title.de": '"Bank"',
        "summary.de": '"Sitzen."',
        "example": "true",
    } | changes
    return "[[project]]\n" + "\n".join(f"{name} = {value}" for name, value in lines.items() if value) + "\n"


def test_what_is_known_of_soest_comes_in_with_sources_and_unknown_stays_unknown(soest):
    page = projects(limit=100)
    assert len(page.rows) == 13 and not page.next_cursor
    assert all(row.planned is None for row in page.rows), "no budget by year is known"
    bus = by_slug("smarter-soester-nachtbus")
    assert bus and bus.status is Status.UNKNOWN and not bus.gate.complete
    assert bus.sources[0].as_of == "2020-12" and bus.continuation.gaps == (
        "operator",
        "yearly",
        "decision_on",
    )


def test_the_shuttle_is_a_finished_trial_with_its_history(soest):
    shuttle = by_slug("sofia-shuttle")
    assert shuttle and shuttle.status is Status.FINISHED
    assert [step.after for step in shuttle.history] == [Status.RUNNING, Status.FINISHED]
    assert all(step.reason for step in shuttle.history) and shuttle.lessons


def test_a_second_import_changes_nothing(soest):
    staged = Pending.objects.count()
    report = import_projects(FILE)
    assert (report.created, report.updated) == (0, 0)
    assert Pending.objects.count() == staged


def test_the_log_says_what_is_stored(soest):
    key = str(Project.objects.get(slug="soestapp").public_id)
    leaf = Pending.objects.get(kind="projects.project", subject=key)
    assert f'"document_sha256":"{current_projects([key])[key]["document_sha256"]}"' in leaf.public


def test_all_of_a_file_or_nothing(tmp_path):
    text = _entry() + _entry(slug='"zwei"', status='"toll"')
    report = import_projects(_write(tmp_path, text))
    assert [(problem.line, problem.column) for problem in report.problems] == [(8, "status")]
    assert not Project.objects.exists()


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"status": '"stopped"'}, "reason"),
        ({"status": '"merged"', "reason.de": '"Es war dasselbe."'}, "merged_into"),
        (
            {"status": '"merged"', "reason.de": '"Es war dasselbe."', "merged_into": '"nirgends"'},
            "merged_into",
        ),
        ({"example": ""}, "sources"),
        ({"steps": '[{ on = 2026-01-01, status = "planned" }]'}, "steps"),
        ({"slug": '"Eine Bank"'}, "slug"),
    ],
)
def test_an_entry_that_lacks_something_is_named(tmp_path, changes, column):
    report = import_projects(_write(tmp_path, _entry(**changes)))
    assert [problem.column for problem in report.problems] == [column]


def test_a_merged_idea_leads_to_where_it_went(tmp_path):
    text = _entry(
        slug='"alt"', status='"merged"', merged_into='"bank"', **{"reason.de": '"Es war dasselbe."'}
    )
    assert not import_projects(_write(tmp_path, text + _entry())).problems
    gone = by_slug("alt")
    assert gone and gone.merged_into and gone.merged_into[1] == "bank"
    assert gone.history[-1].reason.texts["de"] == "Es war dasselbe."


def test_a_changed_status_makes_a_step_and_a_withdrawn_project_is_gone(tmp_path):
    import_projects(_write(tmp_path, _entry()))
    import_projects(_write(tmp_path, _entry(status='"paused"', **{"reason.de": '"Kein Holz."'})))
    found = by_slug("bank")
    assert found and [step.before for step in found.history] == [None, Status.RUNNING]
    assert found.history[-1].reason.texts["de"] == "Kein Holz."
    import_projects(_write(tmp_path, '[[project]]\nslug = "bank"\nwithdrawn = true\n'))
    assert by_slug("bank") is None and project(found.id) is None and not describe([found.id])


def test_the_list_pages_by_cursor_and_narrows(soest):
    seen, cursor = [], ""
    while True:
        page = projects(cursor=cursor, limit=4)
        seen += [row.slug for row in page.rows]
        cursor = page.next_cursor
        if not cursor:
            break
    assert len(seen) == len(set(seen)) == 13
    assert [row.slug for row in projects(Filters(place="ostoennen")).rows] == ["stadtteilauto"]
    assert [row.slug for row in projects(Filters(text="nachtbus soest")).rows] == ["smarter-soester-nachtbus"]
    assert {row.status for row in projects(Filters(status=Status.FINISHED)).rows} == {Status.FINISHED}


def test_a_project_is_a_stop_of_the_thread(soest):
    found = by_slug("stadtportal")
    node = describe([found.id])[found.id]
    assert (
        node.url == "/projekte/stadtportal/" and node.title == found.title and node.state == "Stand unbekannt"
    )
