"""A spot check half way: the banner's office drew some records, looked at a few and found one doubtful."""

from portal.demo.accounts import BANNER
from reviews.spotchecks.models import SpotCheck, SpotItem
from reviews.spotchecks.service import Rule, doubt_item, pass_item, start
from talent.orgs.enums import OrganisationKind
from talent.orgs.models import Organisation
from talent.orgs.service import scope_for
from talent.records.models import TalentRecord
from talent.records.service import FieldRemark
from talent.security.models import User

SEED = 20170519
_DRAWN, _LOOKED_AT, _WEIGHT = 12, 4, 5


def leave_one_half_way() -> SpotCheck:
    """Drawn by the demonstration's reviewer of the banner, who had a part in none of these records."""
    office = Organisation.objects.get(managing_region=BANNER, kind=OrganisationKind.HR_DEPARTMENT)
    reviewer = User.objects.get(username="qixian")
    check = start(office=office, by=reviewer, rule=Rule(), size=_DRAWN, weight=_WEIGHT, seed=SEED)
    for item in SpotItem.objects.unscoped(reason="demonstration data").filter(check_of=check)[:_LOOKED_AT]:
        _look_at(item, reviewer)
    return check


def _look_at(item: SpotItem, by: User) -> None:
    records = TalentRecord.objects.unscoped(reason="demonstration data").select_related("approved__category")
    seen, scope = records.get(pk=item.record_id).approved, scope_for(by)
    if seen is None:
        return
    if item.number == _LOOKED_AT:
        remarks = [FieldRemark("", "工作单位与社保缴费单位不一致，请核对后改正或说明。")]
        doubt_item(item=item, seen=seen, by=by, scope=scope, remarks=remarks)
    else:
        pass_item(item=item, seen=seen, by=by, scope=scope)
