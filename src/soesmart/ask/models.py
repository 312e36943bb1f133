# SPDX-License-Identifier: EUPL-1.2
from django.conf import settings
from django.db import models

from soesmart.ask.types import Kind, Near, State, Visibility
from soesmart.kernel import clock
from soesmart.kernel.ids import uuid7

TITLE, TEXT, COMMENT, ANSWER, REASON, LABEL = 140, 5_000, 3_000, 10_000, 1_000, 120
"""Longest texts in code points. SQLite would take more: the actions check."""


def _choices(values: type[Kind] | type[State] | type[Visibility] | type[Near]) -> list[tuple[str, str]]:
    return [(value.value, value.name) for value in values]


class Department(models.Model):
    slug = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=LABEL, unique=True)


class Category(models.Model):
    """What a contribution is about, in the town's own list; a closed one stays on what carries it."""

    slug = models.CharField(max_length=60, unique=True)
    version = models.PositiveIntegerField(default=1)
    name = models.CharField(max_length=LABEL)
    description = models.CharField(max_length=300, blank=True)
    department = models.ForeignKey(Department, models.PROTECT, null=True)
    kind = models.CharField(max_length=12, choices=_choices(Kind), blank=True)
    position = models.PositiveIntegerField(default=0)
    active = models.BooleanField(default=True)


class Contribution(models.Model):
    """A question, problem or idea. `due_at` is set while the reply clock runs."""

    public_id = models.UUIDField(unique=True, default=uuid7)
    short = models.CharField(max_length=12, unique=True)
    version = models.PositiveIntegerField(default=1)
    kind = models.CharField(max_length=12, choices=_choices(Kind))
    state = models.CharField(max_length=12, choices=_choices(State))
    state_since = models.DateTimeField()
    waits = models.CharField(max_length=20, blank=True)
    title = models.CharField(max_length=TITLE, blank=True)
    text = models.TextField(max_length=TEXT, blank=True)
    folded = models.TextField(blank=True)
    language = models.CharField(max_length=16, default="de")
    near = models.CharField(max_length=12, choices=_choices(Near), blank=True)
    place = models.CharField(max_length=80, blank=True)
    place_name = models.CharField(max_length=LABEL, blank=True)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    participant = models.UUIDField(null=True, db_index=True)
    author_label = models.CharField(max_length=LABEL, blank=True)
    department = models.ForeignKey(Department, models.PROTECT, null=True)
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, db_index=False
    )  # indexed together with state
    asked_at = models.DateTimeField(default=clock.now)
    due_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    """The asker agrees that it is done."""
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged_from")
    continued_at = models.CharField(max_length=500, blank=True)
    origin_id = models.CharField(max_length=LABEL, null=True, unique=True)  # noqa: DJ001  NULLs are not equal, "" are
    source = models.CharField(max_length=500, blank=True)
    as_of = models.DateField(null=True)
    form_token = models.UUIDField(null=True, unique=True)

    class Meta:
        indexes = (
            models.Index(fields=("-asked_at", "-id"), name="ask_newest"),
            models.Index(fields=("-state_since", "-id"), name="ask_moved"),
            # Not led by state: planners would then sort thousands of rows instead of walking the newest.
            models.Index(fields=("kind", "state", "due_at"), name="ask_counts"),
            models.Index(fields=("place", "-asked_at"), name="ask_place"),
            models.Index(fields=("due_at", "id"), name="ask_due"),
            models.Index(fields=("category", "state"), name="ask_by_category"),
        )


class Source(models.Model):
    """Another system whose contributions are shown here, with the link to where they came from."""

    slug = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=LABEL)
    url = models.CharField(max_length=500, blank=True)
    as_of = models.DateField(null=True)


class Origin(models.Model):
    """Where a contribution was taken over from. What it says was last read is kept as a digest."""

    contribution = models.OneToOneField(Contribution, models.CASCADE, related_name="origin")
    source = models.ForeignKey(Source, models.PROTECT, db_index=False)
    key = models.CharField(max_length=200)
    url = models.CharField(max_length=500, blank=True)
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=12)
    """As taken over: whoever moved it here since is not overruled."""
    category = models.ForeignKey(Category, models.SET_NULL, null=True)
    run = models.ForeignKey("ImportRun", models.SET_NULL, null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("source", "key"), name="ask_origin_once"),)


class CouncilPaper(models.Model):
    """Something the council talks about, as its own system says: read-only, and without people."""

    key = models.CharField(max_length=300, unique=True)
    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=120)
    day = models.DateField(null=True, db_index=True)
    url = models.CharField(max_length=500, blank=True)
    folded = models.TextField()
    as_of = models.DateField()


class Layout(models.Model):
    """A mapping of columns, saved under a name."""

    name = models.CharField(max_length=LABEL, unique=True)
    plan = models.JSONField(default=dict)


class ImportRun(models.Model):
    """One file on its way in: the row that the progress bar reads and that a restarted worker resumes."""

    public_id = models.UUIDField(unique=True, default=uuid7)
    source = models.ForeignKey(Source, models.PROTECT)
    file = models.CharField(max_length=80)
    file_name = models.CharField(max_length=200)
    plan = models.JSONField(default=dict)
    options = models.JSONField(default=dict)
    stage = models.CharField(max_length=12)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    report = models.JSONField(default=dict)
    stop = models.BooleanField(default=False)
    indexed = models.BigIntegerField(default=0)
    """The last contribution that the search already finds."""
    started_at = models.DateTimeField(default=clock.now)
    finished_at = models.DateTimeField(null=True)


class Event(models.Model):
    """A line of the public history."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="events")
    at = models.DateTimeField(default=clock.now)
    before = models.CharField(max_length=12, blank=True)
    state = models.CharField(max_length=12)
    reason = models.CharField(max_length=REASON, blank=True)
    by = models.CharField(max_length=12)


class ReplyClock(models.Model):
    """One run of the clock: from the question (or its reopening) to the town's reply."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="clocks")
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True)
    counts = models.BooleanField(default=True)
    """False when the question went away before the town could reply: in no figures."""

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("contribution",), condition=models.Q(stopped_at=None), name="ask_one_clock_runs"
            ),
        )


class Answer(models.Model):
    public_id = models.UUIDField(unique=True, default=uuid7)
    version = models.PositiveIntegerField(default=1)
    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="answers")
    at = models.DateTimeField(default=clock.now)
    text = models.TextField(max_length=ANSWER)
    role = models.CharField(max_length=LABEL)
    language = models.CharField(max_length=16, default="de")
    source = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=12, choices=_choices(Visibility), default=Visibility.SHOWN)
    hidden_reason = models.CharField(max_length=REASON, blank=True)
    form_token = models.UUIDField(null=True, unique=True)


class Comment(models.Model):
    public_id = models.UUIDField(unique=True, default=uuid7)
    version = models.PositiveIntegerField(default=1)
    contribution = models.ForeignKey(
        Contribution, models.CASCADE, related_name="comments", db_index=False
    )  # indexed together with state
    at = models.DateTimeField(default=clock.now)
    participant = models.UUIDField(null=True, db_index=True)
    author_label = models.CharField(max_length=LABEL, blank=True)
    text = models.TextField(max_length=COMMENT, blank=True)
    language = models.CharField(max_length=16, default="de")
    state = models.CharField(max_length=12, choices=_choices(Visibility))
    waits = models.CharField(max_length=20, blank=True)
    hidden_reason = models.CharField(max_length=REASON, blank=True)
    form_token = models.UUIDField(null=True, unique=True)

    class Meta:
        indexes = (
            models.Index(fields=("contribution", "state"), name="ask_comment_count"),
            models.Index(fields=("at",), name="ask_comment_waits", condition=models.Q(state="waiting")),
        )


class Support(models.Model):
    """One "ich auch". Counts are counted from these rows: no counter that two writers could spoil."""

    public_id = models.UUIDField(unique=True, default=uuid7)
    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="supports")
    supporter = models.UUIDField(db_index=True)
    verified = models.BooleanField(default=False)
    at = models.DateTimeField(default=clock.now)
    via = models.ForeignKey(Contribution, models.CASCADE, null=True, related_name="passed_on")
    """The merged question this support came from."""

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("contribution", "supporter"), name="ask_support_once"),
        )


class Photo(models.Model):
    public_id = models.UUIDField(unique=True, default=uuid7)
    version = models.PositiveIntegerField(default=1)
    contribution = models.OneToOneField(Contribution, models.CASCADE, related_name="photo")
    name = models.CharField(max_length=80)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    description = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=12, choices=_choices(Visibility))
    at = models.DateTimeField(default=clock.now)


class Notice(models.Model):
    """ "Inhalt melden": a notice under the Digital Services Act."""

    public_id = models.UUIDField(unique=True, default=uuid7)
    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="notices")
    target = models.CharField(max_length=12)
    target_id = models.UUIDField()
    at = models.DateTimeField(default=clock.now)
    participant = models.UUIDField(null=True, db_index=True)
    reason = models.CharField(max_length=20)
    text = models.TextField(max_length=COMMENT, blank=True)
    decided_at = models.DateTimeField(null=True, db_index=True)
    decision = models.CharField(max_length=REASON, blank=True)
    form_token = models.UUIDField(null=True, unique=True)


class Follow(models.Model):
    """Somebody wants to hear what is new: about one question, or in a list with its filters."""

    public_id = models.UUIDField(unique=True, default=uuid7)
    participant = models.UUIDField(db_index=True)
    alone = models.BooleanField(default=False)
    """The participant exists for this alone: when it ends, the address goes too."""
    contribution = models.ForeignKey(Contribution, models.CASCADE, null=True, related_name="follows")
    filters = models.JSONField(default=dict)
    address = models.CharField(max_length=600)
    title = models.CharField(max_length=300)
    language = models.CharField(max_length=16, default="de")
    since = models.DateTimeField(default=clock.now)
    told_until = models.DateTimeField(default=clock.now, db_index=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("participant", "contribution"),
                condition=models.Q(contribution__isnull=False),
                name="ask_follow_once",
            ),
        )


class OnThread(models.Model):
    """News for the followers of a question: something on its thread was linked. Told once it is `public`."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="on_thread")
    link = models.UUIDField()
    kind = models.CharField(max_length=40)
    target = models.UUIDField()
    at = models.DateTimeField(default=clock.now)
    public = models.BooleanField(default=False)


class Claim(models.Model):
    """A moderator looks at this now: a lease of minutes, one row per case, so that nobody waits for a row."""

    target = models.CharField(max_length=12)
    target_id = models.UUIDField()
    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+", db_constraint=False
    )
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("target", "target_id"), name="ask_claim_once"),)


class Decision(models.Model):
    """What the moderation decided, on what ground: the statement of reasons; undo and appeal need it too."""

    public_id = models.UUIDField(unique=True, default=uuid7)
    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="decisions")
    target = models.CharField(max_length=12)
    target_id = models.UUIDField(db_index=True)
    at = models.DateTimeField(default=clock.now, db_index=True)
    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", db_constraint=False
    )
    what = models.CharField(max_length=12)
    ground = models.CharField(max_length=12, blank=True)
    """"law" or "rules": on what a restriction rests."""
    reason = models.CharField(max_length=REASON, blank=True)
    found_by = models.CharField(max_length=20, blank=True)
    """Why somebody looked: what the text waited for, "notice", or nothing (of their own accord)."""
    before = models.CharField(max_length=12, blank=True)
    undone_at = models.DateTimeField(null=True)


class Appeal(models.Model):
    """ "Widerspruch": the author disagrees; somebody else decides."""

    public_id = models.UUIDField(unique=True, default=uuid7)
    decision = models.OneToOneField(Decision, models.CASCADE, related_name="appeal")
    participant = models.UUIDField(null=True, db_index=True)
    at = models.DateTimeField(default=clock.now)
    due_at = models.DateTimeField()
    text = models.TextField(max_length=COMMENT, blank=True)
    decided_at = models.DateTimeField(null=True, db_index=True)
    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", db_constraint=False
    )
    upheld = models.BooleanField(default=False)
    """The author was right: what was hidden is shown again."""
    same_person = models.BooleanField(default=False)
    """Whoever hid it decided this too, because there was nobody else."""
    answer = models.CharField(max_length=REASON, blank=True)


class Redaction(models.Model):
    """Words the moderation took out of a text. They are kept for a while for their author alone."""

    public_id = models.UUIDField(unique=True, default=uuid7)
    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="redactions")
    decision = models.ForeignKey(Decision, models.CASCADE, related_name="redactions")
    target = models.CharField(max_length=12)
    target_id = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=12)
    words = models.TextField(blank=True)
    participant = models.UUIDField(null=True, db_index=True)
    at = models.DateTimeField(default=clock.now)
    forget_at = models.DateTimeField(db_index=True)


class Gram(models.Model):
    """Which three-letter pieces a text holds: the derived index of search."""

    gram = models.CharField(max_length=3)
    contribution = models.ForeignKey(Contribution, models.CASCADE)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("gram", "contribution"), name="ask_gram_once"),)


class Vector(models.Model):
    """What a text means, as numbers of a language model: derived, made in the background."""

    contribution = models.OneToOneField(Contribution, models.CASCADE, related_name="vector")
    model = models.CharField(max_length=60)
    data = models.BinaryField(max_length=4_000)


class Routed(models.Model):
    """A suggested department and the one the team chose: from these rows the error is measured."""

    contribution = models.OneToOneField(Contribution, models.CASCADE, related_name="routed")
    suggested = models.ForeignKey(Department, models.PROTECT, related_name="+")
    chosen = models.ForeignKey(Department, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now, db_index=True)
