"""What other parts may use of reports.printing."""

from django.utils.translation import override

from reports.printing.definitions import sheet_document
from reports.printing.render import render_sheet
from reports.printing.sheets import RenderedSheet
from talent.categories.service import printed
from talent.records.enums import SheetState
from talent.records.models import SheetEntry
from talent.records.service import unit_facts

__all__ = ["RenderedSheet", "render"]


def render(*, sheet: str, subject: SheetEntry, language: str = "zh-hans") -> RenderedSheet:
    """The PDF of what an organisation has filled into the sheet with the key `sheet`, as saved.

    Numbers are printed in full, so the caller must have let only those in who may see them. A sheet that has
    not been handed in is marked as a draft. `missing` names the characters that no font has; the caller shows
    them to the operator. Raises ValueError if `subject` belongs to another sheet.
    """
    filled = subject.version.category.key
    if filled != sheet:
        raise ValueError(f"entry {subject.pk} belongs to the sheet {filled}, not {sheet}")
    unit = unit_facts(subject.organisation)
    form = printed(subject.version, subject.document(), language, unit=unit)
    with override(language):
        return render_sheet(
            sheet_document(
                form,
                draft=subject.state == SheetState.DRAFT,
                language=language,
                author=subject.organisation.name,
                as_of=subject.updated_at,
            )
        )
