"""Who reviews in place of a colleague who is away."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talent.orgs.models.organisations import Membership


class DelegationQuerySet(models.QuerySet["Delegation"]):
    def lasting(self, day: date) -> "DelegationQuerySet":
        """What is not over on a day."""
        return self.filter(valid_to__gte=day, ended_at__isnull=True)


class Delegation(models.Model):
    """From one day to another (both included) a colleague reviews in place of the holder of a grant (代审).

    Only a reviewing role is ever delegated, and it reaches no further than the grant: with the grant, the
    delegation ends. `ended_at`: it was ended before its last day.
    """

    membership = models.ForeignKey(
        Membership, verbose_name=_("审核人"), on_delete=models.CASCADE, related_name="delegations"
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("代审人"), on_delete=models.CASCADE, related_name="+"
    )
    valid_from = models.DateField(_("起始日期"))
    valid_to = models.DateField(_("截止日期"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("设立人"), on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(_("设立时间"), default=timezone.now)
    ended_at = models.DateTimeField(_("提前结束时间"), null=True)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        verbose_name = _("代审")
        verbose_name_plural = _("代审")
        indexes = [
            models.Index(fields=["deputy"], name="orgs_delegation_deputy", condition=Q(ended_at__isnull=True))
        ]
        constraints = [
            models.CheckConstraint(condition=Q(valid_to__gte=F("valid_from")), name="orgs_delegation_dates"),
        ]

    def __str__(self) -> str:
        return f"{self.deputy} · {self.valid_from} – {self.valid_to}"
