# SPDX-License-Identifier: EUPL-1.2
"""What is stored. `Entry` is append-only: triggers of the database refuse every change (`triggers.py`)."""

from django.db import models

from soesmart.kernel import clock
from soesmart.kernel.ids import uuid7


class Grant(models.Model):
    """A grant with its rules as they held when it was given. Positions and sources are its own lists."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    slug = models.SlugField(max_length=80, unique=True)
    title = models.JSONField()
    """LocalText."""
    summary = models.JSONField(default=dict)
    rules = models.JSONField()
    """The rule profile, whole: later versions of it change no grant."""
    rate = models.PositiveIntegerField()
    """Basis points."""
    frame = models.BigIntegerField(null=True)
    """Eligible cost in cents that the commitment is about."""
    cap = models.BigIntegerField(null=True)
    """The funder's cents at most; empty: the rate of the frame, or no limit known."""
    committed_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    funder = models.CharField(max_length=40)
    positions = models.JSONField(default=list)
    sources = models.JSONField(default=list)
    recipients = models.JSONField(default=list)
    gates = models.JSONField(default=dict)
    """Phase → day and name of the decision that opened it."""
    narrative = models.JSONField(default=dict)
    """The factual report: goal, indicator, baseline, target, actual, result of the trial."""
    unknown = models.JSONField(default=list)
    """What nobody could say, in words."""
    as_of = models.CharField(max_length=40, blank=True)
    source = models.CharField(max_length=400, blank=True)
    example = models.BooleanField(default=False)
    state = models.CharField(max_length=12, default="running")
    """application, running or closed."""
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return self.slug


class Entry(models.Model):
    """One entry that counts. Never changed, never deleted: corrections are entries of their own."""

    id = models.UUIDField(primary_key=True, editable=False)
    grant = models.ForeignKey(Grant, models.PROTECT, related_name="entries", db_index=False)
    number = models.PositiveIntegerField()
    """Counts through the grant without a gap."""
    effect = models.CharField(max_length=12)
    corrects = models.UUIDField(null=True)
    on = models.DateField()
    entered_at = models.DateTimeField()
    cents = models.BigIntegerField()
    position = models.CharField(max_length=40, blank=True)
    source = models.CharField(max_length=40, blank=True)
    phase = models.CharField(max_length=20, blank=True)
    project = models.UUIDField(null=True)
    project_name = models.CharField(max_length=200, blank=True)
    village = models.CharField(max_length=80, blank=True)
    year = models.PositiveSmallIntegerField(default=0)
    eligible = models.BooleanField(default=True)
    reason = models.CharField(max_length=200, blank=True)
    voucher = models.CharField(max_length=80, blank=True)
    voucher_hash = models.CharField(max_length=64, blank=True)
    text = models.CharField(max_length=300, blank=True)
    hidden = models.BooleanField(default=False)
    forwarded = models.CharField(max_length=120, blank=True)
    sealed = models.CharField(max_length=64, blank=True)
    """Salted hash of what stands in `Private`."""
    print = models.CharField(max_length=64, blank=True)
    """Recognises the same payment in another file."""
    proposal = models.UUIDField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["grant", "number"], name="ledger_entry_number"),)
        indexes = (
            models.Index(fields=["project"], name="ledger_entry_project"),
            models.Index(fields=["print"], name="ledger_entry_print"),
        )

    def __str__(self) -> str:
        return f"{self.effect} {self.number}"


class Private(models.Model):
    """What is about people: payee and hours. Erasing the row leaves the entry and its hash."""

    entry = models.UUIDField(primary_key=True, editable=False)
    salt = models.BinaryField()
    payload = models.TextField()
    """Canonical JSON."""

    def __str__(self) -> str:
        return str(self.entry)


class Proposal(models.Model):
    """Entries that wait for a second person. What was decided keeps no contents."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    grant = models.ForeignKey(Grant, models.PROTECT, related_name="proposals")
    title = models.CharField(max_length=200)
    rows = models.TextField(blank=True)
    """JSON, payees and hours included; emptied by the decision."""
    prints = models.TextField(blank=True)
    count = models.PositiveIntegerField()
    cents = models.BigIntegerField()
    file_hash = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=10, default="waiting")
    proposed_at = models.DateTimeField(default=clock.now)
    proposed_by = models.BigIntegerField(null=True)
    """Account; empty: somebody with the server's shell, then two others must agree."""
    agreed = models.JSONField(default=list)
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.title


class Mapping(models.Model):
    """How to read the payments of one bookkeeping program, saved by name."""

    name = models.SlugField(max_length=60, unique=True)
    document = models.JSONField()
    changed_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return self.name


class Contract(models.Model):
    """An award: what the proof of use lists with its procedure."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    grant = models.ForeignKey(Grant, models.PROTECT, related_name="contracts")
    number = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    partner = models.CharField(max_length=200, blank=True)
    procedure = models.CharField(max_length=120)
    cents = models.BigIntegerField()
    signed_on = models.DateField(null=True)
    project_name = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["grant", "number"], name="ledger_contract_number"),)

    def __str__(self) -> str:
        return self.number


class Item(models.Model):
    """Something bought that must serve its purpose for a time."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    grant = models.ForeignKey(Grant, models.PROTECT, related_name="items")
    number = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    where = models.CharField(max_length=200, blank=True)
    bought_on = models.DateField()
    cents = models.BigIntegerField()
    bound_until = models.DateField(null=True)
    """Empty: unknown."""
    voucher = models.CharField(max_length=80, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["grant", "number"], name="ledger_item_number"),)

    def __str__(self) -> str:
        return self.number


class BudgetYear(models.Model):
    """The public budget of one municipality and year, as stated and as checked. Whole euros."""

    year = models.PositiveSmallIntegerField()
    ags = models.CharField(max_length=8)
    town = models.CharField(max_length=120)
    receipts = models.BigIntegerField(null=True)
    payments = models.BigIntegerField(null=True)
    compared = models.PositiveIntegerField()
    mismatches = models.JSONField(default=list)
    source = models.CharField(max_length=200)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["year", "ags"], name="ledger_budget_year"),)

    def __str__(self) -> str:
        return f"{self.town} {self.year}"


class BudgetLine(models.Model):
    """One amount of it."""

    of = models.ForeignKey(BudgetYear, models.CASCADE, related_name="lines")
    product = models.CharField(max_length=12)
    account = models.CharField(max_length=12)
    euros = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.product}/{self.account}"
