# SPDX-License-Identifier: EUPL-1.2
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from soesmart.kernel import clock
from soesmart.kernel.ids import uuid7


class AccountManager(BaseUserManager["Account"]):
    def create_user(self, email: str, password: str | None = None, **extra: Any) -> "Account":
        account = self.model(email=self.normalize_email(email).lower(), **extra)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    email = models.EmailField(unique=True)
    display_name = models.CharField(max_length=80, blank=True)
    language = models.CharField(max_length=16, blank=True)
    is_active = models.BooleanField(default=True)
    demo = models.BooleanField(default=False)
    created = models.DateTimeField(default=clock.now)

    objects = AccountManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    def __str__(self) -> str:
        return self.display_name or self.email


class Participant(models.Model):
    """The author of everything. Its id is all that other rooms keep."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="participants")
    created = models.DateTimeField(default=clock.now)


class Receipt(models.Model):
    seal = models.CharField(max_length=64, unique=True)
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="receipts")
    kind = models.CharField(max_length=40)
    object_id = models.UUIDField()
    created = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = (models.Index(fields=("kind", "object_id"), name="receipt_object"),)


class Contact(models.Model):
    """How to reach a participant; apart from everything else, so that it can go alone."""

    participant = models.OneToOneField(Participant, models.CASCADE, related_name="contact")
    email = models.EmailField()
    seal = models.CharField(max_length=64, unique=True)
    created = models.DateTimeField(default=clock.now)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=("created",), condition=Q(confirmed_at=None), name="contact_waiting"),)


class Grant(models.Model):
    account = models.ForeignKey(Account, models.CASCADE, related_name="grants")
    role = models.CharField(max_length=20)
    scope = models.CharField(max_length=80, blank=True)
    granted_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(default=clock.now)
    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("account", "role", "scope"), name="grant_once"),)


class ApiToken(models.Model):
    seal = models.CharField(max_length=64, unique=True)
    account = models.ForeignKey(Account, models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    actions = models.JSONField(default=list)
    created = models.DateTimeField(default=clock.now)
    expires = models.DateTimeField()


class Mail(models.Model):
    """A mail waiting to be sent. Written in the transaction that causes it, deleted once sent."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    participant = models.ForeignKey(Participant, models.CASCADE, null=True, related_name="mails")
    to = models.EmailField()
    subject = models.CharField(max_length=200)
    text = models.TextField()
    unsubscribe = models.CharField(max_length=500, blank=True)
    """Full address that ends such mails with one POST (RFC 8058)."""
    created = models.DateTimeField(default=clock.now)
    due = models.DateTimeField(default=clock.now, db_index=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(max_length=300, blank=True)
