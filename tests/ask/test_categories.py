# SPDX-License-Identifier: EUPL-1.2
import pytest

from soesmart.ask import facade
from soesmart.ask.actions.categorising import enter_categories
from soesmart.ask.exports import export_questions
from soesmart.ask.imports.categories import import_categories
from soesmart.ask.leaves import categories_now, public_now
from soesmart.ask.models import Category
from soesmart.ask.types import CategoryRow, Filters, Kind, NewContribution, Refused
from tests.ask.sending import send

pytestmark = pytest.mark.django_db

TABLE = """kürzel;name;beschreibung;amt;art;offen
licht;Straßenlicht;Laternen;Bauamt;Problem;ja
;Grüne Stadt;;;;
alt;Früher;;;;nein
"""


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "categories.csv"
    path.write_text(TABLE, "utf-8")
    return path


def test_the_towns_list_is_entered_and_a_second_time_changes_nothing(table):
    assert import_categories(table).created == 3
    assert facade.categories() == (
        CategoryRow("licht", "Straßenlicht", "Laternen", "bauamt", Kind.PROBLEM, True),
        CategoryRow("grune-stadt", "Grüne Stadt", "", "", None, True),
    )
    assert [row.slug for row in facade.categories(closed=True)][-1] == "alt"
    again = import_categories(table)
    assert (again.created, again.updated) == (0, 0)
    table.write_text(TABLE.replace("Laternen", "Lampen"), "utf-8")
    assert import_categories(table).updated == 1
    assert Category.objects.get(slug="licht").version == 2


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("slug;titel\n", 1, ""),
        ("name\n" + "x" * 130, 2, "name"),
        ("name;art\nLicht;Wunsch", 2, "kind"),
        ("name\nLicht\nLicht", 3, "slug"),
        ("name;kürzel\nمصباح;", 2, "slug"),
    ],
)
def test_a_faulty_list_names_line_and_column_and_stores_nothing(tmp_path, text, line, column):
    path = tmp_path / "c.csv"
    path.write_text(text, "utf-8")
    problem = import_categories(path).problems[0]
    assert (problem.line, problem.column) == (line, column)
    assert not Category.objects.exists()


def _asked(table, **more):
    import_categories(table)
    done = facade.submit(NewContribution(text="Dunkel hier", kind=Kind.PROBLEM, proven=True, **more))
    return facade.by_id(done.id)


def test_a_contribution_carries_its_category_everywhere(table, tmp_path, client):
    row = _asked(table, category="licht").row
    facade.submit(NewContribution(text="Ohne", proven=True))
    assert (row.category, row.category_name) == ("licht", "Straßenlicht")
    assert [r.id for r in facade.questions(Filters(category="licht")).rows] == [row.id]
    assert public_now("ask.contribution", [str(row.id)])[str(row.id)]["category"] == "licht"
    assert facade.category_counts() == {"licht": 1}
    out = tmp_path / "out.csv"
    export_questions(out)
    assert ",licht," in out.read_text("utf-8")
    assert client.get("/api/v1/contributions?category=licht").json()["items"][0]["category"] == "licht"
    assert [c["slug"] for c in client.get("/api/v1/categories").json()] == ["licht", "grune-stadt"]
    page = client.get("/fragen/?kategorie=licht").content.decode()
    assert "Dunkel hier" in page and "Ohne" not in page and "kategorie=licht" in page
    assert "/fragen/?kategorie=licht" in client.get(f"/fragen/{row.slug}/").content.decode()


@pytest.mark.parametrize("slug", ["alt", "nirgends"])
def test_closed_and_unknown_categories_are_refused(table, slug):
    with pytest.raises(Refused) as refused:
        _asked(table, category=slug)
    assert refused.value.field == "category"


def test_without_categories_nobody_is_asked_and_nothing_is_filtered(client):
    assert "id_category" not in client.get("/fragen/neu/").content.decode()
    assert "kategorie" not in client.get("/fragen/").content.decode()


@pytest.mark.parametrize(("kind", "expected"), [("problem", "licht"), ("question", "")])
def test_the_form_keeps_the_category_of_a_problem(table, client, kind, expected):
    import_categories(table)
    send(client, "/fragen/neu/", text="Die Laterne ist aus", kind=kind, category="licht")
    assert facade.questions().rows[0].category == expected


def test_a_changed_list_is_in_the_log(table):
    import_categories(table)
    assert categories_now(["licht"])["licht"]["department"] == "bauamt"
    before = facade.categories()
    new = {"slug": "licht", "name": "Lampen", "description": "", "department": "", "kind": "", "active": True}
    enter_categories([new])
    assert facade.categories() != before  # no stale copy: the leaf moved the content version
