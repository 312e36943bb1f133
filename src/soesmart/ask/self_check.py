# SPDX-License-Identifier: EUPL-1.2
"""What `soesmart check ask` looks at: nothing of a deleted text may be left anywhere."""

from collections.abc import Iterator

from soesmart.ask.actions.photographing import folder
from soesmart.ask.models import Appeal, Comment, Contribution, Gram, Photo, Redaction
from soesmart.ask.types import State, Visibility
from soesmart.kernel import clock
from soesmart.kernel.room import Finding


def look() -> Iterator[Finding]:
    stored = {path.name for path in folder().glob("*.jpg")}
    known = set(Photo.objects.values_list("name", flat=True))
    gone = Contribution.objects.filter(state=State.DELETED)
    outlived = Redaction.objects.filter(contribution__in=gone).exclude(words="")
    found = (
        (len(stored - known), "photo files belong to no photo"),
        (len(known - stored), "photos have no file"),
        (
            gone.exclude(text="", title="", folded="", participant=None).count(),
            "deleted texts keep words",
        ),
        (Gram.objects.filter(contribution__in=gone).count(), "search pieces belong to deleted questions"),
        (
            Comment.objects.filter(state=Visibility.DELETED).exclude(text="", participant=None).count(),
            "deleted comments keep words",
        ),
        (outlived.count(), "blacked-out words outlive their text"),
        (
            Redaction.objects.filter(forget_at__lt=clock.now()).exclude(words="").count(),
            "blacked-out words are kept too long: does soesmart worker run?",
        ),
        (Appeal.objects.filter(participant=None).exclude(text="").count(), "appeals keep words of nobody"),
    )
    wrong = [Finding(False, f"{number} {what}") for number, what in found if number]
    yield from wrong
    if not wrong:
        yield Finding(True, f"{len(known)} photos, {gone.count()} deleted questions: nothing is left over")
