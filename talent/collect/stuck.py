"""Where a change waits at its own unit and nobody reviews there: the collector is told what to do."""

from django.utils.translation import gettext as _

from talent.orgs.enums import Level
from talent.orgs.models import Organisation
from talent.orgs.service import offices_above
from talent.records.models import Change
from talent.records.service import has_reviewer


def stuck(change: Change) -> str:
    """The sentence for a waiting change; "" where somebody reviews it. One statement at the unit's step."""
    if change.level != Level.UNIT or has_reviewer(change.unit_id):
        return ""
    above = offices_above([change.unit_id])[change.unit_id]
    office = Organisation.objects.filter(pk=above).first() if above else None
    said = _("本单位还没有审核员：这条信息停在本单位审核一步，不会跳过，也不会自动通过。")
    if office is None:
        return said + _("请联系主管人社部门授权单位审核员。")
    return said + _("请联系“%(office)s”授权单位审核员。") % {"office": office.name}
