"""Jobs of this part."""

from django.utils.translation import gettext_lazy as _

from talent.collect import scratching
from talent.jobs.service import periodic


@periodic("collect.clean", _("清理未保存的填写内容"), cron="50 19 * * *")
def clean() -> None:
    scratching.clean()
