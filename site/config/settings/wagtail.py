"""Settings of Wagtail, which carries the staff's pages, and what is switched off in it.

The tasks of Wagtail run inside the request by default, and TASKS stays unset for that reason:
Wagtail reads the setting with a backport whose backends are not those of Django.
"""

from django.utils.translation import gettext_lazy as _

WAGTAIL_SITE_NAME = _("内蒙古人才信息库")
WAGTAILADMIN_LOGIN_URL = "staff_login"
WAGTAIL_I18N_ENABLED = False
WAGTAILADMIN_PERMITTED_LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
# A stale editor would save every half second, one audit row each.
WAGTAIL_AUTOSAVE_INTERVAL = 0
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
# The network is closed: nothing is asked of, or loaded from, another server.
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
# Passwords and addresses are not changed in Wagtail's pages: that would leave no event in the audit log.
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAIL_USER_TIME_ZONES = ["Asia/Shanghai"]  # the region has one
