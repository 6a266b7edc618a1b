"""已核实: a reviewer has looked into a warning and found it in order."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from talent.records.checks.finding import Finding
from talent.records.checks.keeping import still_open
from talent.records.checks.registry import BLOCKING, SERIOUS
from talent.records.enums import ChangeState
from talent.records.models import Change, Verification
from talent.records.refusal import NotAllowed
from talent.records.reviewing import looks_at_own
from talent.records.routing import Desks, deputy_of
from talent.security.models import User
from talent.security.service import record_event


@transaction.atomic
def verify(
    *, change: Change, finding: Finding, by: User, lock: int, standing_for: frozenset[int] = frozenset()
) -> Verification:
    """Keep that `by` verified a warning for the office where the change waits; twice is once.

    The change then has one open warning less. Raises NotAllowed: it was changed meanwhile, the finding cannot
    be so at all, or somebody would verify what they, or a colleague in whose place they review
    (`standing_for`), filled in themselves (four eyes, as for passing).
    """
    held = Change._plain.select_for_update(of=("self",)).defer("data", "sealed").get(pk=change.pk)
    if held.state != ChangeState.WAITING or held.lock != lock:
        raise NotAllowed(held.pk, _("这一条在此期间已被处理或修改，请刷新后再看。"))
    if finding.check not in SERIOUS or finding.check in BLOCKING:
        raise NotAllowed(held.pk, _("这一项不能注明核实：提示不必核实，阻断的须退回改正。"))
    looks_at_own(held, by, Desks(standing_for=standing_for))
    kept, made = Verification.objects.get_or_create(
        change=held, office_id=held.waiting_office_id, mark=finding.mark, defaults={"by": by}
    )
    if made:
        _count(held)
        record_event(
            by=by,
            action="verify_finding",
            subject="change",
            subject_id=held.pk,
            organisation_id=held.unit_id,
            detail={
                "check": finding.check,
                "field": finding.path,
                **deputy_of(standing_for),
            },
        )
    return kept


def _count(held: Change) -> None:
    found = [Finding.of(each) for each in held.findings]
    done = Verification.objects.filter(change=held, office_id=held.waiting_office_id)
    verified = frozenset(done.values_list("mark", flat=True))
    left = len(still_open(found, level=held.level, verified=verified))
    Change._plain.filter(pk=held.pk).update(open_warnings=left)
