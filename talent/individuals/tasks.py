"""Jobs of this part."""

from django.utils.translation import gettext_lazy as _

from talent.individuals import codes, lastword, telling
from talent.jobs.service import job, periodic


@job("individuals.send_code", _("发送验证码"), priority=50)
def send_code(code: int) -> None:
    codes.send_code(code)


@job("individuals.send_last_word", _("告知删除请求的结果"), priority=50)
def send_last_word(word: int) -> None:
    lastword.send_last_word(word)


@job("individuals.tell_owner", _("告知本人有另一账号申报"), priority=50)
def tell_owner(entry: int) -> None:
    telling.tell_owner(entry)


@periodic("individuals.forget_codes", _("清理旧验证码"), cron="30 19 * * *")
def forget_codes() -> None:
    codes.forget_codes()
