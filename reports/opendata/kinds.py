"""The kinds of problems. A program compares the name of one, which stays; people read the title."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rest_framework import status


@dataclass(frozen=True)
class Kind:
    """A kind of problem: its name in addresses, its title in the reader's language, its status."""

    slug: str
    title: Promise
    status: int


UNKNOWN_PARAMETER = Kind("unknown-parameter", _("没有这个参数"), status.HTTP_400_BAD_REQUEST)
INVALID_VALUE = Kind("invalid-value", _("参数的值不对"), 400)
UNREADABLE = Kind("unreadable-request", _("请求不能识别"), 400)
INVALID_KEY = Kind("invalid-key", _("密钥不对或已过期"), status.HTTP_401_UNAUTHORIZED)
NOT_FOUND = Kind("not-found", _("没有这个地址"), status.HTTP_404_NOT_FOUND)
NO_SUCH_TABLE = Kind("no-such-table", _("这次发布没有这张数据表"), 404)
NO_SUCH_RELEASE = Kind("no-such-release", _("没有这次发布"), 404)
WITHDRAWN = Kind("withdrawn", _("这次发布已撤回"), status.HTTP_410_GONE)
NO_SUCH_CODE = Kind("no-such-code", _("数据表没有这个代码"), 404)
NO_SUCH_CURSOR = Kind("no-such-cursor", _("cursor 不是这个查询的"), 404)
WRONG_METHOD = Kind("method-not-allowed", _("不能用这个方法"), 405)
NO_SUCH_FORMAT = Kind("not-acceptable", _("没有 Accept 所要的格式"), 406)
WRONG_CHARSET = Kind(
    "unsupported-charset", _("发送的内容只能用 UTF-8"), status.HTTP_415_UNSUPPORTED_MEDIA_TYPE
)
TOO_SLOW = Kind("too-slow", _("发送得太慢"), 408)
TOO_LARGE = Kind("too-large", _("发送的内容太多"), 413)
OUT_OF_RANGE = Kind("range-not-satisfiable", _("文件没有这一部分"), 416)
TOO_MANY = Kind("too-many-requests", _("请求太多"), status.HTTP_429_TOO_MANY_REQUESTS)
FAULT = Kind("fault", _("本站出错"), status.HTTP_500_INTERNAL_SERVER_ERROR)
UNAVAILABLE = Kind("unavailable", _("暂时不能提供"), status.HTTP_503_SERVICE_UNAVAILABLE)

KINDS = (
    *(UNKNOWN_PARAMETER, INVALID_VALUE, UNREADABLE, INVALID_KEY, NOT_FOUND, NO_SUCH_TABLE, NO_SUCH_RELEASE),
    *(NO_SUCH_CODE, WITHDRAWN, NO_SUCH_CURSOR, WRONG_METHOD, NO_SUCH_FORMAT, WRONG_CHARSET, OUT_OF_RANGE),
    *(TOO_SLOW, TOO_LARGE, TOO_MANY, FAULT, UNAVAILABLE),
)
