# SPDX-License-Identifier: EUPL-1.2
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from soesmart.accounts.facade import Actor, require
from soesmart.ask import checks, rules
from soesmart.ask.actions.moving import locked, step
from soesmart.ask.actions.telling import ask_back, tell_askers
from soesmart.ask.leaves import record
from soesmart.ask.models import ANSWER, Answer, Contribution
from soesmart.ask.types import NotFound, Refused, State


def answer(
    actor: Actor,
    question: UUID,
    text: str,
    *,
    state: State = State.ANSWERED,
    source: str = "",
    language: str = "de",
    token: UUID | None = None,
) -> UUID:
    """The town answers in the name of the office, never of a person; the question moves to `state`."""
    text = checks.clean_text(text, "text", ANSWER)
    source = checks.clean_text(source, "source", 500, required=False, lines=False)
    language = checks.clean_language(language)
    if state not in {State.IN_PROGRESS, State.ANSWERED, State.DONE}:
        raise Refused("state", _("Mit einer Antwort geht das nicht. Bitte wählen Sie „beantwortet“."))
    try:
        with transaction.atomic():
            row = locked(question)
            require(actor, "ask.answer", row.department.slug if row.department else "")
            earlier = _earlier(token)
            if earlier:
                return earlier
            if row.state not in rules.LISTED:
                raise NotFound(str(question))
            given = Answer.objects.create(
                contribution=row,
                text=text,
                role=office(row),
                language=language,
                source=source,
                form_token=token,
            )
            record("ask.answer", given)
            _move_on(row, state)
            return given.public_id
    except IntegrityError:
        earlier = _earlier(token)
        if earlier:
            return earlier
        raise


def office(row: Contribution) -> str:
    """In whose name the town answers: the department's, or the team's while nobody is assigned."""
    return row.department.name if row.department else str(settings.SOESMART["ask.office"])


def _earlier(token: UUID | None) -> UUID | None:
    if token is None:
        return None
    return Answer.objects.filter(form_token=token).values_list("public_id", flat=True).first()


def _move_on(row: Contribution, state: State) -> None:
    if state == State.IN_PROGRESS and row.state in {State.IN_PROGRESS, *rules.SETTLED, State.ANSWERED}:
        tell_askers(row)
        return
    if (State(row.state), state) in rules.STEPS:
        step(row, state, rules.TOWN)
    (ask_back if state == State.DONE else tell_askers)(row)
