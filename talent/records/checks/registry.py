"""All checks, in the order in which a reviewer reads them: what cannot be so, what may be wrong, hints."""

from talent.records.checks import (
    age_band,
    backwards,
    before_birth,
    certificate_level,
    degree_before_school,
    differs_from_derived,
    identity_changed,
    incomplete,
    many_changes,
    one_value,
    post_before_work,
    rules,
    same_certificate,
    same_name,
    same_person,
    school_too_early,
    senior_too_young,
    shared_telephone,
    title_before_work,
    under_age,
)
from talent.records.checks.check import Check
from talent.records.enums import Severity

CHECKS: tuple[Check, ...] = (
    before_birth.CHECK,
    same_person.CHECK,
    same_certificate.CHECK,
    same_name.CHECK,
    identity_changed.CHECK,
    backwards.CHECK,
    differs_from_derived.CHECK,
    certificate_level.CHECK,
    under_age.CHECK,
    title_before_work.CHECK,
    post_before_work.CHECK,
    senior_too_young.CHECK,
    school_too_early.CHECK,
    degree_before_school.CHECK,
    age_band.CHECK,
    rules.CHECK,
    many_changes.CHECK,
    one_value.CHECK,
    shared_telephone.CHECK,
    incomplete.CHECK,
)
BY_KEY: dict[str, Check] = {check.key: check for check in CHECKS}
#: What keeps a change from being passed.
BLOCKING = frozenset(check.key for check in CHECKS if check.severity == Severity.BLOCK)
#: What keeps a change out of bulk until it was looked into.
SERIOUS = frozenset(check.key for check in CHECKS if check.severity != Severity.HINT)
