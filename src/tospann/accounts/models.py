"""People who sign in. Nothing here about people who use Nav."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from tospann.base.ids import uuid7


class People(BaseUserManager["Person"]):
    """How accounts are made; only `accounts.actions` calls it."""

    def create_user(self, email: str, name: str, password: str | None = None) -> "Person":
        """An account with a hashed password, or with none that works."""
        person = self.model(email=email.strip().lower(), name=name)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> "Person":
        """E-mail addresses are compared without regard to case."""
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    """Someone with an account. What they may do follows from their seats alone."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField(_("e-post"), unique=True)
    name = models.CharField(_("navn"), max_length=120)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = People()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="address_in_lower_case")
        ]

    def __str__(self) -> str:
        return self.name
