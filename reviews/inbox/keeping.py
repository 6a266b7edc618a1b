"""Views of a queue: conditions that somebody keeps under a name."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.utils.translation import gettext as _

from reviews.inbox.models import SavedView
from talent.security.models import User
from talent.security.service import record_event

MOST = 30
_LONGEST_NAME, _LONGEST_ASKED = 20, 1000


class NotKept(ValueError):
    """The view is not saved; the text says why and what to do."""


@dataclass(frozen=True)
class Wanted:
    """A view as somebody wants it."""

    name: str
    shared: bool = False
    is_default: bool = False


def views_for(account: User, offices: Collection[int]) -> list[SavedView]:
    """The own views at these offices first, then what colleagues share there."""
    seen = SavedView.objects.filter(office__in=offices).filter(Q(account=account) | Q(shared=True))
    return sorted(seen.select_related("account"), key=lambda view: view.account_id != account.pk)


def own(account: User, offices: Collection[int]) -> QuerySet[SavedView]:
    """What an account may change."""
    return SavedView.objects.filter(account=account, office__in=offices)


def default_of(account: User, views: Iterable[SavedView]) -> SavedView | None:
    """The one of these with which an account wants the queue to open."""
    return next((view for view in views if view.is_default and view.account_id == account.pk), None)


@transaction.atomic
def keep(*, account: User, office_id: int, asked: str, wanted: Wanted) -> SavedView:
    """Save what a queue is narrowed to; a view of the same name is replaced. Raises NotKept."""
    User.objects.select_for_update(no_key=True).get(pk=account.pk)
    if not asked:
        raise NotKept(_("请先选择条件，再保存为视图。"))
    if len(asked) > _LONGEST_ASKED:
        raise NotKept(_("条件太多，无法保存，请去掉一些。"))
    here = SavedView.objects.filter(account=account, office=office_id)
    view = here.filter(name=_name(wanted)).first()
    if view is None:
        if here.count() >= MOST:
            raise NotKept(_("最多保存 %(most)s 个视图，请先删除不用的。") % {"most": MOST})
        position = (here.aggregate(last=Max("position"))["last"] or 0) + 1
        view = SavedView(account=account, office_id=office_id, position=position)
    view.asked = asked
    return _write(view, wanted)


@transaction.atomic
def change(view: SavedView, *, wanted: Wanted) -> SavedView:
    """Another name, shared or not, the default or not. Raises NotKept."""
    User.objects.select_for_update(no_key=True).get(pk=view.account_id)
    same = SavedView.objects.filter(account=view.account_id, office=view.office_id, name=_name(wanted))
    if same.exclude(pk=view.pk).exists():
        raise NotKept(_("您已有叫这个名称的视图，请换一个名称。"))
    return _write(view, wanted)


def _name(wanted: Wanted) -> str:
    """Asked before anything else: a text that no database keeps is not even looked for."""
    name = wanted.name.strip()
    if not name or len(name) > _LONGEST_NAME or not name.isprintable():
        raise NotKept(_("请给视图起一个 %(limit)s 个字以内的名称。") % {"limit": _LONGEST_NAME})
    return name


def _write(view: SavedView, wanted: Wanted) -> SavedView:
    view.name = _name(wanted)
    view.shared, view.is_default = wanted.shared, wanted.is_default
    if view.is_default:
        others = SavedView.objects.filter(account=view.account_id, office=view.office_id)
        others.exclude(pk=view.pk).filter(is_default=True).update(is_default=False)
    view.save()
    _record(view.account, "save_view", view)
    return view


@transaction.atomic
def move(view: SavedView, *, by: int) -> None:
    """One place further up (-1) or down (1) among the own ones."""
    User.objects.select_for_update(no_key=True).get(pk=view.account_id)
    order = list(SavedView.objects.filter(account=view.account_id, office=view.office_id))
    at = order.index(view)
    to = min(max(at + by, 0), len(order) - 1)
    order.insert(to, order.pop(at))
    for position, each in enumerate(order, start=1):
        each.position = position
    SavedView.objects.bulk_update(order, ["position"])


@transaction.atomic
def remove(view: SavedView) -> None:
    _record(view.account, "delete_view", view)
    view.delete()


def _record(by: User, action: str, view: SavedView) -> None:
    record_event(
        by=by, action=action, subject="view", subject_id=view.pk, organisation_id=view.office_id, detail={}
    )
