"""What administrators of the region are told about the rules of routes. It says nothing of people."""

from django.utils.translation import gettext_lazy as _

from talent.notify.service import Kind, MailMode, declare
from talent.orgs.enums import Role

ROUTE_CHANGED = "route_changed"

declare(
    Kind(
        key=ROUTE_CHANGED,
        label=_("他人改了审核路线"),
        subject=_("{by}改了审核路线“{rule}”"),
        body=_(
            "{by}新增或修改了审核路线规则“{rule}”，今后上报的按它走。改了什么见规则的修改记录，如有不妥请联系改回。"
        ),
        placeholders={"by": _("修改人"), "rule": _("规则")},
        example={"by": "乌云", "rule": "高级职称"},
        mail=MailMode.AT_ONCE,
        roles=frozenset({Role.SYSTEM_ADMIN}),
    )
)
