"""The kinds of notification about spot checks."""

from django.utils.translation import gettext_lazy as _

from talent.notify.service import Kind, MailMode, declare
from talent.orgs.enums import Role

DRAWN = "spot_check_drawn"

declare(
    Kind(
        key=DRAWN,
        label=_("本机构抽取了抽查样本"),
        subject=_("“{office}”抽取了 {count} 条已入库的信息，请核查"),
        body=_(
            "“{office}”抽取了 {count} 条已入库的信息。请逐条核查；"
            "本人填报、上报或审核过的，由另一位审核人核查。"
        ),
        placeholders={"office": _("审核机构"), "count": _("条数")},
        example={"office": "锡林浩特市人力资源和社会保障局", "count": "20"},
        mail=MailMode.DAILY,
        roles=frozenset({Role.UNIT_REVIEWER, Role.HR_REVIEWER}),
    )
)
