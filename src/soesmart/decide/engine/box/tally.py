# SPDX-License-Identifier: EUPL-1.2
"""The opened box as an election that the engine counts; money in cents, costs and gifts alike."""

from collections.abc import Mapping, Sequence

import numpy as np

from soesmart.decide.engine.box.ballots import Form, as_text
from soesmart.decide.engine.box.roots import mark_of, root_of
from soesmart.decide.engine.types import Ballots, Election, Project

BOX_ROOT, BOX_FORM = "box_root", "box_form"
"""Under which names a Pabulib file tells them in META."""
Opened = Sequence[tuple[str, Mapping[str, int]]]
"""Receipt numbers and choices."""


def election(form: Form, budget: int, projects: Sequence[Project], ballots: Opened) -> Election:
    """Ballots in the order given, projects of a ballot in the order of the sheet."""
    spot = {project.id: at for at, project in enumerate(projects)}
    start, named, points = [0], [], []
    for _receipt, choices in ballots:
        for number, amount in sorted(choices.items(), key=lambda pair: spot[pair[0]]):
            named.append(spot[number])
            points.append(amount)
        start.append(len(named))
    approval = form == Form.APPROVAL
    return Election(
        projects=tuple(projects),
        budget=budget,
        ballots=Ballots(
            np.array(start, np.int64),
            np.array(named, np.int32),
            None if approval else np.array(points, np.int64),
            1 if form == Form.POINTS else 100,
            tuple(receipt for receipt, _ in ballots),
        ),
        vote_type="approval" if approval else "cumulative",
        scale=100,
        currency="EUR",
    )


def opened(form: Form, counted: Election) -> Opened:
    """The ballots of an election of this form, as they lay in the box."""
    ballots, ids = counted.ballots, [project.id for project in counted.projects]
    scale = 100 if form == Form.MONEY else 1
    found = []
    for i, receipt in enumerate(ballots.ids):
        rows = range(int(ballots.start[i]), int(ballots.start[i + 1]))
        amounts = [1 if ballots.points is None else int(ballots.points[at]) for at in rows]
        if ballots.points is not None:
            amounts = [amount * scale // ballots.point_scale for amount in amounts]
        found.append((receipt, {ids[ballots.project[at]]: n for at, n in zip(rows, amounts, strict=True)}))
    return found


def box_root(ballots: Opened) -> str:
    """What was published as the root of the box, computed again."""
    return root_of(mark_of(receipt, as_text(choices)) for receipt, choices in ballots)
