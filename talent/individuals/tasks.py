"""Jobs of this part."""

from django.utils.translation import gettext_lazy as _

from talent.individuals import codes
from talent.jobs.service import job, periodic


@job("individuals.send_code", _("发送验证码"), priority=50)
def send_code(code: int) -> None:
    codes.send_code(code)


@periodic("individuals.forget_codes", _("清理旧验证码"), cron="30 19 * * *")
def forget_codes() -> None:
    codes.forget_codes()
