"""A code list as an administrator would make it, for the tests of the pages and actions."""

from talent.categories.codes.lines import Line, lines_of
from talent.categories.codes.shaping import add_code, create_list, put_in_use
from talent.categories.models import CodeList
from talent.security.models import AuditEvent
from tests.factories import make_user


class Shelf:
    """`by` has made `list`: 1 Animals (a heading) above 11 Sheep and 12 Goats, and 2 Crops."""

    LINES = (
        Line("1", "畜牧", "Animals", is_heading=True),
        Line("11", "绵羊", "Sheep", parent="1", aliases=("羊",)),
        Line("12", "山羊", "Goats", parent="1"),
        Line("2", "种植", "Crops", attributes={"rank": "2"}),
    )

    def __init__(self, *, in_use=True, key="farming", lines=LINES):
        self.by = make_user()
        self.list = create_list(by=self.by, key=key, facts={"name": "农牧", "name_en": "Farming"})
        for line in lines:
            add_code(code_list=self.list, by=self.by, line=line)
        if in_use:
            put_in_use(code_list=self.list, by=self.by)
        self.list.refresh_from_db()

    def code(self, code):
        return self.list.codes.select_related("code_list", "parent", "merged_into").get(code=code)

    def lines(self):
        return lines_of(self.list)

    def again(self):
        return CodeList.objects.get(pk=self.list.pk)

    def events(self):
        """(action, detail) of what was done to the list, oldest first."""
        events = AuditEvent.objects.filter(subject="code_list", subject_id=self.list.key).order_by("pk")
        return list(events.values_list("action", "detail"))
