"""The desks at which people are looked for: the staff's in the admin, and each unit's in the portal."""

from abc import ABC, abstractmethod
from typing import Any, ClassVar, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import View as Answer

from reports.query.asking import Question, kept_parameters, read_question
from reports.query.controls import columns_of, controls_of, named, problems_of
from reports.query.finding import Found, find, people_of
from reports.query.keeping import NotKept, keep, kept_by, remove
from reports.query.looking import View, note_look, record_of_number, view_of
from reports.query.noting import note_query
from reports.query.places import Regions, regions_for
from reports.query.rows import Row, rows_of
from talent.categories.enums import Subject
from talent.categories.models import Category, CategoryVersion
from talent.categories.service import Mover, QueryFields, query_fields
from talent.orgs import service as orgs
from talent.orgs.enums import UNIT_ROLES
from talent.orgs.service import Scope
from talent.records.service import told_doubt, visible_to
from talent.security.models import User
from talent.security.service import row_number


class Desk(Answer, ABC):
    """A place at which somebody looks for people. Who is out of its scope does not exist here (404)."""

    templates: ClassVar[str]
    namespace: ClassVar[str]

    @property
    @abstractmethod
    def scope(self) -> Scope:
        """The part of the account's scope with which it reads at this desk."""

    @property
    def user(self) -> User:
        return cast(User, self.request.user)

    @property
    def unit_id(self) -> int | None:
        """The unit at whose desk this is; None at the staff's."""
        return None

    @property
    def prints(self) -> bool:
        """Whether who reads here may print whole forms: a unit its own people."""
        return self.unit_id is not None

    def address(self, view: str = "index", **named: Any) -> str:
        return reverse(f"{self.namespace}:{view}", kwargs={**self.place(), **named})

    def place(self) -> dict[str, Any]:
        """What the desk's addresses are made of besides their own parts."""
        return {}

    def record_address(self, row: Row) -> str:
        """Where a person of the list can be opened."""
        return self.address("record", pk=row.record)

    def show(self, page: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        shared = {"query_href": self.address(), "header_icon": "search"}
        return render(self.request, f"{self.templates}/{page}.html", {**shared, **context}, status=status)


class Query(Desk):
    """Conditions above, who fits them below. By POST a query is saved or deleted, or a number looked for."""

    def get(self, request: HttpRequest, **named: Any) -> HttpResponse:
        return self._page(request.GET)

    def post(self, request: HttpRequest, **named: Any) -> HttpResponse:
        given = QueryDict(request.POST.get("asked", "")[:8000])
        if "number" in request.POST:
            return self._look_for(request.POST["number"], given)
        if "delete" in request.POST:
            return self._delete(request.POST["delete"], given)
        return self._save(request.POST.get("name", ""), given)

    def _look_for(self, number: str, given: QueryDict) -> HttpResponse:
        found = record_of_number(self.scope, number)
        if found is not None:
            return HttpResponseRedirect(self.address("record", pk=found))
        error = _("没有找到：请核对证件号码；也可能此人不在您的范围内，或还没有审核通过的资料。")
        return self._page(given, {"number": number, "number_error": error}, status=422)

    def _delete(self, number: str, given: QueryDict) -> HttpResponse:
        pk = row_number(number)
        if pk is None or not remove(account=self.user, unit_id=self.unit_id, pk=pk):
            raise Http404
        messages.success(self.request, _("已删除这个查询。"))
        return HttpResponseRedirect(self._back_to(given))

    def _save(self, name: str, given: QueryDict) -> HttpResponse:
        category = category_of(given)
        if category is None:
            raise Http404
        try:
            saved = keep(account=self.user, unit_id=self.unit_id, category=category, name=name, given=given)
        except NotKept as no:
            return self._page(given, {"save_name": name, "save_error": str(no)}, status=422)
        messages.success(self.request, _("已保存查询“%(name)s”。") % {"name": saved.name})
        return HttpResponseRedirect(self._back_to(given))

    def _back_to(self, given: QueryDict) -> str:
        kept = kept_parameters(given).urlencode()
        return f"{self.address()}?{kept}" if kept else self.address()

    def _page(self, given: QueryDict, told: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
        categories = _categories()
        category = next((each for each in categories if each.key == given.get("category")), None)
        mover = mover_of(category) if category else None
        fields = query_fields(mover) if mover else None
        question = read_question(given, category, fields)
        regions = regions_for(self.scope) if self.unit_id is None and category else Regions()
        if question.region and not regions.offers(question.region):
            question.errors["region"] = _("请从列表中选择地区。")
        controls = controls_of(question)
        context: dict[str, Any] = {
            "header_title": _("人才查询"),
            "categories": categories,
            "category": category,
            "question": question,
            "controls": controls,
            "columns": columns_of(question, fields) if fields else [],
            "regions": regions.groups,
            "asks_units": self.unit_id is None,
            "kept": [] if category else kept_by(self.user, unit_id=self.unit_id),
            "asked": kept_parameters(given).urlencode(),
        }
        if fields is not None and mover is not None and told is None:
            context |= self._found(question, fields, mover, regions)
        context["problems"] = problems_of(question, controls)
        return self.show("query", {**context, **(told or {})}, 422 if context["problems"] else status)

    def _found(
        self, question: Question, fields: QueryFields, mover: Mover, regions: Regions
    ) -> dict[str, Any]:
        """The people of this page; nobody is looked for while something cannot be read."""
        if question.is_wrong:
            return {}
        found = find(people_of(self.scope, question, regions), question, fields, mover)
        rows = rows_of(self.scope, found.records, question.columns, fields)
        note_query(question, rows, by=self.user)
        headings = [named(each) for each in question.columns]
        return {
            "found": found,
            "headings": headings,
            "rows": [
                (row, self.record_address(row), list(zip(headings, row.cells, strict=True))) for row in rows
            ],
            "next_href": self._further(found),
            "first_href": self._back_to(self.request.GET) if question.after else "",
            "prints": self.prints,
            "unit_id": self.unit_id,
        }

    def _further(self, found: Found) -> str:
        if found.after is None:
            return ""
        kept = kept_parameters(self.request.GET)
        kept["after"] = str(found.after)
        return f"{self.address()}?{kept.urlencode()}"


class Record(Desk):
    """The approved state of one person in one category, with every sensitive value masked."""

    def get(self, request: HttpRequest, *, pk: int, **named: Any) -> HttpResponse:
        people = visible_to(self.scope).filter(approved__isnull=False)
        whole = people.select_related("person", "unit", "category", "approved__version")
        record = get_object_or_404(whole.defer("category__groups", "category__rules"), pk=pk)
        view = view_of(record, self.scope)
        note_look(record, by=self.user)
        context = {"header_title": view.name, "view": view, **told_doubt(view.change), **self.besides(view)}
        return self.show("record", context)

    def besides(self, view: View) -> dict[str, Any]:
        """What the page of this desk shows besides the record."""
        return {"others": [(each, self.address("record", pk=each.pk)) for each in view.others]}


def _categories() -> list[Category]:
    """Published categories of people, retired ones too: their people are still there."""
    people = Category.objects.filter(subject=Subject.PEOPLE, current__isnull=False)
    lean = people.select_related("current").defer("groups", "rules", "moves", "current__schema")
    return list(lean.order_by("order", "key"))


def mover_of(category: Category) -> Mover:
    """To the version in force. What was published never changes, so versions are read once a process."""
    version = category.current
    if version is None:
        raise ValueError(category.key)
    mover, known = Mover(version), _versions.get((version.pk, version.digest))
    if known is None:
        known = _versions[version.pk, version.digest] = mover.versions
    mover.versions = known
    return mover


_versions: dict[tuple[int, str], list[CategoryVersion]] = {}


def category_of(given: QueryDict) -> Category | None:
    return next((each for each in _categories() if each.key == given.get("category")), None)


class UnitDesk(orgs.UnitDesk, Desk):
    """The desk of a unit in the portal, for its own people."""

    templates = "query/unit"
    namespace = "unit_query"
    roles = frozenset(UNIT_ROLES)

    @property
    def unit_id(self) -> int | None:
        return self.organisation_id

    def record_address(self, row: Row) -> str:
        """The unit's own page of the person, which shows everything and can be changed."""
        return reverse("collect:change", args=(self.organisation_id, row.change))

    def show(self, page: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        return super().show(page, {**context, "organisation": self.organisation}, status)


class UnitQuery(UnitDesk, Query):
    pass


class UnitRecord(UnitDesk, Record):
    def besides(self, view: View) -> dict[str, Any]:
        """The unit's own page, which shows everything and where it can be changed."""
        href = reverse("collect:change", args=(self.organisation_id, view.change.pk))
        return {**super().besides(view), "open_href": href}
