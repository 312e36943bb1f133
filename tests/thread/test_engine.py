# SPDX-License-Identifier: EUPL-1.2
from soesmart.kernel.room import NodeText
from soesmart.thread.engine.chains import chains
from soesmart.thread.engine.fitting import ranked
from soesmart.thread.engine.ladder import ORDER, between, nearest

STOP = {
    "q": "question",
    "g": "goal",
    "p": "project",
    "m": "money",
    "t": "trial",
    "r": "result",
    "l": "lesson",
}


def found(*links: str) -> dict[str, tuple[str, ...]]:
    """ "q1>g1": nodes are named by the first letter of their stop."""
    pairs = [tuple(link.split(">")) for link in links]
    return {c.anchor: c.stops for c in chains(pairs, {n: STOP[n[0]] for pair in pairs for n in pair})}


def test_a_whole_chain_is_one_way():
    assert found("q>g", "g>p", "p>m", "p>t", "t>r", "r>l") == {"p": ORDER}


def test_each_project_of_a_goal_has_a_way_of_its_own():
    ways = found("q>g", "g>p1", "g>p2", "p2>t")
    assert ways == {"p2": ("question", "goal", "project", "trial"), "p1": ("question", "goal", "project")}
    assert next(iter(ways)) == "p2", "the most complete first"


def test_without_a_project_the_goal_counts_without_a_goal_the_question():
    assert found("q1>g1", "q2>q3") == {"g1": ("question", "goal"), "q2": ("question",), "q3": ("question",)}
    assert found("t>r", "r>l") == {"t": ("trial", "result", "lesson")}, "named by where it begins"
    assert found("g1>g2", "g1>p") == {"p": ("goal", "project")}, "an indicator has no way of its own"


def test_circles_end_and_unknown_kinds_are_left_out():
    assert found("p1>p2", "p2>p1") == {"p1": ("project",), "p2": ("project",)}
    assert chains([("q", "x")], {"q": "question"}) == []


def test_between_and_nearest():
    assert between("question", "money") == ("goal", "project")
    assert between("money", "question") == between("goal", "goal") == ()
    assert nearest(["a1", "a2", "b1", "a3"], lambda item: item[0], 2) == ["a1", "a2", "b1"]


def test_text_and_place_must_agree():
    asked = NodeText("Der Radweg nach Birkendorf ist abends dunkel", ("birkendorf",))
    others = {
        "light": NodeText("Smarte Radwegbeleuchtung: Licht auf dem Radweg am Abend", ("birkendorf",)),
        "elsewhere": NodeText("Smarte Radwegbeleuchtung: Licht auf dem Radweg am Abend", ("lindental",)),
        "nowhere": NodeText("Der Radweg ist abends dunkel"),
        "bath": NodeText("Wann wird das Hallenbad wieder geöffnet?"),
    }
    names = [key for key, _score in ranked(asked, others)]
    assert set(names) == {"light", "nowhere"}
    assert ranked(NodeText(""), others) == ranked(asked, {}) == []
    assert len(ranked(asked, others, most=1)) == 1
