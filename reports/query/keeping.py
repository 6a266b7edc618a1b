"""Queries that an account keeps: saved under a name, opened by its address, deleted."""

from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _

from reports.query.asking import kept_parameters
from reports.query.models import LONGEST_NAME, SavedQuery
from talent.categories.models import Category
from talent.security.models import User
from talent.security.service import record_event

MOST = 50
#: More than any form here makes; an address that is longer was made by nobody who can read it.
LONGEST_ADDRESS = 4000


class NotKept(ValueError):
    """The query is not saved; the text says why and what to do."""


def kept_by(account: User, *, unit_id: int | None) -> list[SavedQuery]:
    """The queries of an account at one desk, by name."""
    return list(SavedQuery.objects.filter(account=account, unit=unit_id)[:MOST])


@transaction.atomic
def keep(
    *, account: User, unit_id: int | None, category: Category, name: str, given: QueryDict
) -> SavedQuery:
    """Save what an address asks for; a query of the same name is replaced. Raises NotKept."""
    User.objects.select_for_update(no_key=True).get(pk=account.pk)
    name, asked = name.strip(), kept_parameters(given).urlencode()
    _check(name, asked)
    standing = SavedQuery.objects.filter(account=account, unit=unit_id)
    if not standing.filter(name=name).exists() and standing.count() >= MOST:
        raise NotKept(_("最多保存 %(most)s 个查询，请先删除不用的。") % {"most": MOST})
    saved, _new = SavedQuery.objects.update_or_create(
        account=account, unit_id=unit_id, name=name, defaults={"category": category, "asked": asked}
    )
    _record(account, "save_query", saved)
    return saved


@transaction.atomic
def remove(*, account: User, unit_id: int | None, pk: int) -> bool:
    """Delete a query of one's own; False where there is none of that number."""
    own = SavedQuery.objects.select_for_update().filter(account=account, unit=unit_id, pk=pk).first()
    if own is None:
        return False
    _record(account, "delete_query", own)
    own.delete()
    return True


def _check(name: str, asked: str) -> None:
    if not name:
        raise NotKept(_("请给这个查询起一个名称。"))
    if len(name) > LONGEST_NAME:
        raise NotKept(_("名称最多 %(limit)s 个字，请缩短。") % {"limit": LONGEST_NAME})
    if "\x00" in name or not name.isprintable():
        raise NotKept(_("名称含有不可见的字符，请删去后重新输入。"))
    if len(asked) > LONGEST_ADDRESS:
        raise NotKept(_("查询条件太多，无法保存，请去掉一些。"))


def _record(account: User, action: str, saved: SavedQuery) -> None:
    record_event(
        by=account,
        action=action,
        subject="query",
        subject_id=saved.pk,
        organisation_id=saved.unit_id,
        detail={"category": saved.category_id},
    )
