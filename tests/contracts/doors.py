"""Every address of ours, what stands in it and who gets in: the matrix that test_scope_matrix asks."""

from reviews.inbox.models import Reason
from talent.records.models import RouteRule
from tests.contracts.open_doors import OPEN_DOORS
from tests.contracts.places import (
    ABOVE,
    EVERYBODY,
    INDIVIDUALS,
    QUERYING,
    REVIEWERS,
    SIGNED_IN,
    STAFF,
    UNIT,
    Door,
    at_unit,
    code_list,
    decided,
    earlier,
)
from tests.contracts.world import BANNER, LEAGUE

#: By the name of the address.
DOORS: dict[str, Door] = {
    **OPEN_DOORS,
    "login": (lambda world: {}, EVERYBODY),
    "logout": (lambda world: {}, set()),  # by POST only
    "staff_login": (lambda world: {}, EVERYBODY),
    "unit_apply": (lambda world: {}, EVERYBODY),
    "unit_look_up": (lambda world: {}, EVERYBODY),
    # Both lead to the page that asks for the code of an application.
    "unit_application": (lambda world: {}, EVERYBODY),
    "unit_first_account": (lambda world: {}, EVERYBODY),
    "verify_sheets": (lambda world: {}, EVERYBODY),
    "verify_sheet": (lambda world: {"number": "none"}, set()),  # who has a number: test_sheet_views
    "unit_invitation": (lambda world: {}, EVERYBODY),
    "unit_invitation_accept": (lambda world: {}, EVERYBODY),  # leads to the page that asks for the code
    "unit_users:index": (at_unit(), {"unit_reviewer"}),
    "unit_users:user": (
        lambda world: {"organisation": world.unit.pk, "pk": world.personas["collector"].pk},
        {"unit_reviewer"},
    ),
    "unit_users:stand_in": (
        lambda world: {"organisation": world.unit.pk, "pk": world.personas["unit_reviewer"].pk},
        {"unit_reviewer"},
    ),
    "organisation_life:index": (lambda world: {}, {"system_admin"}),
    "organisation_life:organisation": (lambda world: {"pk": world.unit.pk}, {"system_admin"}),
    "organisation_life:new": (lambda world: {"pk": world.unit.pk, "kind": "closed"}, {"system_admin"}),
    "areas:index": (lambda world: {}, {"system_admin"}),
    "areas:new": (lambda world: {}, {"system_admin"}),
    "areas:area": (lambda world: {"pk": world.area.pk}, {"system_admin"}),
    "areas:event": (lambda world: {"pk": world.area.pk, "kind": "closed"}, {"system_admin"}),
    "unit_applications:index": (lambda world: {}, {*REVIEWERS, "system_admin"}),
    "unit_applications:detail": (
        lambda world: {"pk": world.application.pk},
        {"banner", "system_admin"},
    ),
    "register_person": (lambda world: {}, EVERYBODY),
    "register_person_code": (lambda world: {}, EVERYBODY),  # leads to the first page
    "forgotten_password": (lambda world: {}, EVERYBODY),
    "new_password": (lambda world: {}, EVERYBODY),  # leads to the first page
    "me:home": (lambda world: {}, INDIVIDUALS),
    "me:claim": (lambda world: {}, INDIVIDUALS),
    "me:rights": (lambda world: {}, INDIVIDUALS),
    "me:json": (lambda world: {}, INDIVIDUALS),
    "me:erasure": (lambda world: {}, INDIVIDUALS),
    "me:consent": (lambda world: {"pk": world.consent.pk}, {"individual"}),
    "me:record": (lambda world: {"key": "professional"}, {"individual"}),
    "me:new": (lambda world: {"key": "skilled"}, INDIVIDUALS),
    "me:unit": (lambda world: {"key": "skilled"}, INDIVIDUALS),
    "me:entry": (lambda world: {"pk": world.own_draft.pk}, {"individual"}),
    "me:check": (lambda world: {"pk": world.own_draft.pk}, {"individual"}),
    "me:answer": (lambda world: {"pk": world.handed_in.pk}, set()),  # by POST only
    "me:other_unit": (lambda world: {"pk": world.own_draft.pk}, {"individual"}),
    "me:attach": (lambda world: {"unit": world.unit.pk}, set()),  # by POST only
    "me:withdraw": (lambda world: {"pk": world.handed_in.pk}, set()),  # by POST only
    "self_entries:list": (at_unit(), {"collector"}),
    "self_entries:entry": (at_unit("handed_in"), {"collector"}),
    "self_entries:invite": (at_unit("approved"), {"collector"}),
    "printing:runs": (lambda world: {}, UNIT | {"neighbour"} | REVIEWERS),
    "printing:run": (lambda world: {"pk": world.print_run.pk}, {"unit_reviewer"}),
    "printing:run_file": (lambda world: {"pk": world.print_run.pk}, set()),  # nothing is printed yet
    "printing:own": (lambda world: {}, INDIVIDUALS),
    "printing:own_record": (lambda world: {"key": "professional"}, {"individual"}),
    "printing:own_entry": (lambda world: {"pk": world.own_draft.pk}, {"individual"}),
    "erasures:index": (lambda world: {}, REVIEWERS),
    "erasures:detail": (lambda world: {"pk": world.erasure.pk}, {"banner"}),
    "own_password": (lambda world: {}, SIGNED_IN),
    "account_login": (lambda world: {}, set()),  # leads to the login
    "mfa_index": (lambda world: {}, SIGNED_IN),
    "own_address": (lambda world: {}, SIGNED_IN),
    "own_address_remove": (lambda world: {}, SIGNED_IN),  # leads to the page above: they have none
    # A link of nobody leads to the own account.
    "own_address_confirm": (lambda world: {"token": "1:a:b"}, SIGNED_IN),
    "mfa_authenticate": (lambda world: {}, SIGNED_IN),  # leads to their desk: they have passed already
    # Not without a password or a code given just now.
    "account_reauthenticate": (lambda world: {}, set()),
    "mfa_reauthenticate": (lambda world: {}, set()),
    # The same for accounts that have a password; the personas have none to give again.
    "mfa_activate_totp": (lambda world: {}, SIGNED_IN),
    "mfa_deactivate_totp": (lambda world: {}, SIGNED_IN),
    "mfa_view_recovery_codes": (lambda world: {}, set()),
    "mfa_generate_recovery_codes": (lambda world: {}, set()),
    "accounts:index": (lambda world: {}, {"system_admin"}),
    "accounts:new": (lambda world: {}, {"system_admin"}),
    "accounts:detail": (lambda world: {"pk": world.personas["collector"].pk}, {"system_admin"}),
    "accounts:stand_in": (lambda world: {"pk": world.personas["unit_reviewer"].pk}, {"system_admin"}),
    "audit_log": (lambda world: {}, {"audit_admin"}),
    "set_language": (lambda world: {}, EVERYBODY),
    "printing:sheet": (
        lambda world: {"key": "responsible_person", "organisation_id": world.unit.pk},
        UNIT,  # a draft; handed in, the offices above read it too (test_views of printing)
    ),
    "printing:change": (
        lambda world: {"pk": world.approved.pk},
        UNIT | {*REVIEWERS} - {"sibling", "other_league"},
    ),
    "printing:opinions": (
        lambda world: {"pk": world.approved.pk},
        UNIT | {*REVIEWERS} - {"sibling", "other_league"},
    ),
    "printing:collected": (
        lambda world: {"key": "responsible_person", "organisation_id": world.offices[BANNER].pk},
        {"banner"},
    ),
    "printing:roster": (
        lambda world: {"key": "professional", "organisation_id": world.unit.pk},
        UNIT,  # of an office's people, who reviews there (test_roster)
    ),
    "printing:index": (lambda world: {}, UNIT | {"neighbour"} | REVIEWERS),
    "printing:columns": (
        lambda world: {"key": "professional", "organisation_id": world.unit.pk},
        UNIT,  # of an office's people, who reviews there (test_choosing)
    ),
    "printing:query_columns": (lambda world: {}, set()),  # which query: test_choosing
    "printing:blank": (lambda world: {"key": "professional"}, EVERYBODY),
    "printing:statistics": (lambda world: {"key": "league_category"}, set()),  # before the first release
    "collect:choose": (lambda world: {}, {*UNIT, "neighbour", *STAFF} - {"audit_admin"}),
    "collect:choose_sheets": (lambda world: {}, {*UNIT, "neighbour", *STAFF} - {"audit_admin"}),
    "collect:workspace": (at_unit(), UNIT),
    "collect:organisation": (at_unit(), UNIT),
    "collect:new": (at_unit(key="professional"), {"collector"}),
    "collect:change": (at_unit("approved"), UNIT),
    "collect:attach": (at_unit(), set()),  # by POST only
    "attachments:whole": (
        lambda world: {"key": world.photo.id},
        UNIT | {*REVIEWERS, "individual"} - {"sibling", "other_league"},
    ),
    "attachments:small": (
        lambda world: {"key": world.photo.id},
        UNIT | {*REVIEWERS, "individual"} - {"sibling", "other_league"},
    ),
    "collect:grid": (at_unit(key="professional"), {"collector"}),
    "collect:grid_headings": (at_unit(key="professional"), {"collector"}),
    "imports:template": (at_unit(key="professional"), {"collector"}),
    "collect:check": (at_unit("draft"), {"collector"}),
    "collect:withdraw": (at_unit("at_banner"), {"collector"}),
    "collect:answer": (at_unit("at_banner"), set()),  # by POST only
    "collect:leave": (at_unit("approved"), {"collector"}),
    "collect:stayed": (at_unit(key="professional"), {"collector"}),
    "collect:transfers": (at_unit(), UNIT),
    "collect:transfer": (lambda world: {"organisation": world.unit.pk, "pk": world.leaving.pk}, UNIT),
    "collect:send_ready": (at_unit(), {"collector"}),
    "collect:sheets": (at_unit(), UNIT),
    "collect:sheet": (at_unit(key="responsible_person"), UNIT),
    "query:index": (lambda world: {}, QUERYING),
    "query:record": (
        lambda world: {"pk": world.approved.record_id},
        QUERYING - {"sibling", "other_league", "other_industry"},
    ),
    "unit_query:index": (at_unit(), UNIT),
    "unit_query:record": (
        lambda world: {"organisation": world.unit.pk, "pk": world.approved.record_id},
        UNIT,
    ),
    "unit_review:stand_ins": (at_unit(), {"unit_reviewer"}),
    "unit_review:views": (at_unit(), {"unit_reviewer"}),
    "unit_review:queue": (at_unit(), {"unit_reviewer"}),
    "unit_review:change": (at_unit("at_unit"), {"unit_reviewer"}),
    "unit_review:earlier": (
        earlier("at_unit", organisation=lambda world: world.unit.pk),
        {"unit_reviewer"},
    ),
    "unit_review:decided_list": (at_unit(), {"unit_reviewer"}),
    "unit_review:decided": (
        decided("approved", lambda world: world.unit, organisation=lambda world: world.unit.pk),
        {"unit_reviewer"},
    ),
    "unit_review:bulk": (at_unit(), {"unit_reviewer"}),
    **{
        f"unit_review:{page}": (
            lambda world: {"organisation": world.unit.pk, "run": world.unit_run.pk},
            {"unit_reviewer"},
        )
        for page in ("bulk_run", "bulk_file")
    },
    "unit_review:board": (at_unit(), {"unit_reviewer"}),
    "unit_spot_checks:index": (at_unit(), {"unit_reviewer"}),
    "unit_spot_checks:new": (at_unit(), {"unit_reviewer"}),
    "unit_spot_checks:one": (lambda world: {**at_unit()(world), "record": world.approved.record_id}, set()),
    "unit_spot_checks:check": (
        lambda world: {"organisation": world.unit.pk, "pk": world.unit_spot_item.check_of_id},
        {"unit_reviewer"},
    ),
    "unit_spot_checks:item": (
        lambda world: {"organisation": world.unit.pk, "pk": world.unit_spot_item.check_of_id, "number": 1},
        {"unit_reviewer"},
    ),
    "unit_spot_checks:doubts": (at_unit(), {"unit_reviewer"}),
    "unit_spot_checks:doubt": (
        lambda world: {"organisation": world.unit.pk, "pk": world.unit_doubted.pk},
        {"unit_reviewer"},
    ),
    "spot_checks:index": (lambda world: {}, REVIEWERS),
    "spot_checks:new": (lambda world: {}, REVIEWERS),
    "spot_checks:one": (lambda world: {"record": world.approved.record_id}, set()),  # by POST only
    "spot_checks:check": (lambda world: {"pk": world.spot_item.check_of_id}, {"banner"}),
    "spot_checks:item": (lambda world: {"pk": world.spot_item.check_of_id, "number": 1}, {"banner"}),
    "spot_checks:doubts": (lambda world: {}, REVIEWERS),
    "spot_checks:doubt": (lambda world: {"pk": world.doubted.pk}, {"league"}),
    "code_lists:index": (lambda world: {}, {"category_admin"}),
    "code_lists:new": (lambda world: {}, {"category_admin"}),
    "code_lists:page": (code_list(), {"category_admin"}),
    "code_lists:edit": (code_list(), {"category_admin"}),
    "code_lists:upload": (code_list(), {"category_admin"}),
    "code_lists:export": (code_list(), {"category_admin"}),
    "code_lists:add_code": (code_list(), {"category_admin"}),
    "code_lists:code": (code_list(code=True), {"category_admin"}),
    "code_lists:use": (code_list(), set()),  # by POST only, like the next three
    "code_lists:delete": (code_list(), set()),
    "code_lists:confirm": (code_list(), set()),
    "code_lists:act": (code_list(code=True, action="retire"), set()),
    "wagtailsnippets_categories_category:compose": (lambda world: {}, set()),  # by POST only
    **{
        f"wagtailsnippets_categories_category:{page}": (
            lambda world: {"pk": world.draft.category_id},
            {"category_admin"},
        )
        for page in ("changes", "codes_at", "versions", "copy", "retire", "restore")
    },
    "inbox:stand_ins": (lambda world: {}, REVIEWERS),
    "inbox:views": (lambda world: {}, REVIEWERS),
    "inbox:bulk": (lambda world: {}, {*REVIEWERS, "category_admin"}),
    "inbox:bulk_run": (lambda world: {"run": world.run.pk}, {"banner"}),
    "inbox:bulk_file": (lambda world: {"run": world.run.pk}, {"banner"}),
    "inbox:queue": (lambda world: {}, {*REVIEWERS, "category_admin"}),
    "inbox:board": (lambda world: {}, REVIEWERS),
    "inbox:board_of": (lambda world: {"pk": world.offices[BANNER].pk}, ABOVE),
    "inbox:board_csv": (lambda world: {"pk": world.offices[LEAGUE].pk}, ABOVE - {"banner"}),
    "inbox:change": (lambda world: {"pk": world.at_banner.pk}, {"banner"}),
    "inbox:earlier": (earlier("at_banner"), {"banner"}),
    "inbox:decided_list": (lambda world: {}, REVIEWERS),
    "inbox:decided": (decided("approved", lambda world: world.offices[BANNER]), {"banner"}),
    "inbox:forward": (lambda world: {"pk": world.at_banner.pk}, {"banner"}),
    "notify:list": (lambda world: {}, SIGNED_IN),
    "notify:preferences": (lambda world: {}, SIGNED_IN),
    "notify:open": (lambda world: {"pk": world.told.pk}, {"collector"}),
    "notify:read_all": (lambda world: {}, set()),  # by POST only
    "review_reasons:index": (lambda world: {}, {"category_admin", "system_admin"}),
    "review_reasons:new": (lambda world: {}, {"category_admin", "system_admin"}),
    "review_reasons:edit": (
        lambda world: {"pk": Reason.objects.earliest("pk").pk},
        {"category_admin", "system_admin"},
    ),
    "message_templates:index": (lambda world: {}, {"category_admin"}),
    "message_templates:edit": (lambda world: {"key": "change_accepted"}, {"category_admin"}),
    **{
        f"releases:{page}": (lambda world: {}, {"category_admin"})
        for page in ("index", "tables", "history", "new_table", "new_dimension")
    },
    "releases:table": (lambda world: {"key": "league_category"}, {"category_admin"}),
    "releases:dimension": (lambda world: {"key": "sex"}, set()),  # none is declared
    "releases:new": (lambda world: {}, set()),  # by POST only, like the next three
    "looks:index": (lambda world: {}, {"category_admin"}),
    "looks:look": (lambda world: {"sheet": "change", "category": "skilled"}, {"category_admin"}),
    "looks:preview": (lambda world: {"sheet": "change", "category": "skilled"}, set()),  # by POST only
    "looks:return": (lambda world: {"sheet": "change", "category": "skilled"}, set()),
    "releases:adopt": (lambda world: {}, set()),
    "releases:remove": (lambda world: {"kind": "table", "key": "league_category"}, set()),
    "releases:act": (lambda world: {"pk": world.drafted.pk}, set()),
    "releases:confirm": (lambda world: {"pk": world.drafted.pk}, {"category_admin"}),
    "releases:release": (lambda world: {"pk": world.drafted.pk}, {"category_admin"}),
    "releases:say": (lambda world: {"pk": world.drafted.pk, "do": "withdraw"}, {"category_admin"}),
    "releases:note": (lambda world: {"pk": world.proposed.pk}, {"category_admin"}),
    "releases:figures": (
        lambda world: {"pk": world.drafted.pk, "key": "league_category"},
        {"category_admin"},
    ),
    "jobs:index": (lambda world: {}, {"system_admin"}),
    "jobs:settle": (lambda world: {"pk": 1}, set()),  # by POST only
    "transfers:index": (lambda world: {}, REVIEWERS),
    "transfers:detail": (lambda world: {"pk": world.leaving.pk}, {"banner"}),
    "routes:index": (lambda world: {}, {"system_admin"}),
    "routes:new": (lambda world: {}, {"system_admin"}),
    "routes:rule": (lambda world: {"pk": RouteRule.objects.get(key="everybody").pk}, {"system_admin"}),
    "routes:try": (lambda world: {}, {"system_admin"}),
    "routes:compose": (lambda world: {}, set()),  # by POST only
    "review_settings:index": (lambda world: {}, {"system_admin"}),
    "review_settings:calendar": (lambda world: {}, {"system_admin"}),
    "review_settings:year": (lambda world: {"year": 2027}, {"system_admin"}),
    "records_left_over": (lambda world: {}, REVIEWERS),
    "records_dry_run": (lambda world: {"pk": world.approved.category_id}, {"category_admin"}),
    "records_move": (lambda world: {"pk": world.approved.category_id}, {"category_admin"}),
    "records_move_failures": (lambda world: {"pk": world.approved.category_id}, set()),  # nothing was moved
}
