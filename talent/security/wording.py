"""What the audit log says in words: one closed table of all actions, subjects and details.

Whoever records a new kind of event adds its words here; a test reads them out of the code and compares.
"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = Mapping[str, str | Promise]

ACTIONS: Words = {
    "login": _("登录"),
    "login_failed": _("登录失败"),
    "locked_out": _("登录锁定"),
    "release_lockout": _("解除登录锁定"),
    "logout": _("退出"),
    "end_sessions": _("退出其他设备"),
    "set_up_factor": _("设置第二步验证"),
    "remove_factor": _("取消第二步验证"),
    "renew_recovery_codes": _("更换恢复码"),
    "reset_factor": _("重置第二步验证"),
    "change_password": _("修改本人密码"),
    "found": _("设立首个系统管理员"),
    "create_account": _("新建账号"),
    "reset_password": _("重新设置密码"),
    "switch_off_account": _("停用账号"),
    "switch_on_account": _("启用账号"),
    "grant_role": _("授予角色"),
    "end_grant": _("修改授权期限"),
    "create_organisation": _("新建机构"),
    "edit_organisation": _("修改机构"),
    "propose": _("保存人员信息"),
    "propose_elsewhere": _("填报了已登记在别处的人"),
    "autosave": _("填写中自动保存"),
    "submit": _("上报"),
    "withdraw": _("撤回"),
    "accept": _("审核通过"),
    "send_back": _("退回修改"),
    "reject": _("不予通过"),
    "read_sensitive": _("查看完整内容"),
    "save_sheet": _("暂存登记表"),
    "hand_in_sheet": _("报送登记表"),
    "print_sheet": _("打印登记表"),
    "publish_version": _("发布类别版本"),
    "copy_category": _("复制类别"),
    "retire_category": _("停用类别"),
    "restore_category": _("恢复使用类别"),
    "start_move": _("开始版本衔接"),
    "move_records": _("版本衔接"),
    "stop_move": _("停止版本衔接"),
    "load_code_lists": _("载入随系统的代码表"),
    "create_code_list": _("新建代码表"),
    "edit_code_list": _("修改代码表"),
    "put_code_list_in_use": _("启用代码表"),
    "delete_code_list": _("删除代码表草稿"),
    "import_codes": _("导入代码"),
    "add_code": _("添加代码"),
    "edit_code": _("修改代码"),
    "retire_code": _("停用代码"),
    "reinstate_code": _("恢复代码"),
    "merge_code": _("并入代码"),
    "delete_code": _("删除代码"),
    "release": _("发布公开统计"),
    "demo_passwords": _("更换演示账号口令"),
    "retry_job": _("再试失败的任务"),
    "give_up_job": _("放弃失败的任务"),
    "edit_template": _("修改消息模板"),
    "reset_template": _("恢复消息模板"),
}

SUBJECTS: Words = {
    "user": _("账号"),
    "organisation": _("机构"),
    "membership": _("任职授权"),
    "category": _("类别与登记表"),
    "change": _("人员信息"),
    "sheet": _("登记表"),
    "release": _("公开统计"),
    "code_list": _("代码表"),
    "move_run": _("版本衔接"),
    "job": _("后台任务"),
    "template": _("消息模板"),
}

#: In the order in which a row of the log tells them.
DETAILS: Words = {
    "state": _("办理后"),
    "count": _("条数"),
    "role": _("角色"),
    "user": _("账号"),
    "changed": _("改动的项目"),
    "entrance": _("入口"),
    "factor": _("第二步验证"),
    "address": _("网络地址"),
    "office": _("审核机构"),
    "task": _("任务"),
    "source": _("采集方式"),
    "category": _("类别编号"),
    "number": _("版本号"),
    "version": _("版本号"),
    "digest": _("内容摘要"),
    "copied_from": _("复制自"),
    "code": _("代码"),
    "codes": _("代码数"),
    "lists": _("各表写入的代码数"),
    "into": _("并入"),
    "new": _("新增"),
    "gone": _("停用或删除"),
    "revision": _("修订号"),
    "last": _("到档案编号"),
    "record": _("档案编号"),
    "changes": _("人员信息编号"),
}

#: Values that a detail takes from a short list.
VALUES: Mapping[str, Words] = {
    "entrance": {
        "portal": _("单位入口"),
        "staff": _("工作人员入口"),
        "code": _("第二步验证"),
        "confirm": _("再次确认身份"),
    },
    "factor": {"totp": _("验证器验证码"), "recovery_codes": _("恢复码")},
    "source": {
        "unit": _("单位采集"),
        "import": _("整体导入"),
        "individual": _("个人录入"),
        "move": _("版本衔接"),
    },
    "state": {
        "draft": _("暂存"),
        "waiting": _("待审"),
        "returned": _("退回"),
        "withdrawn": _("已撤回"),
        "accepted": _("审核通过"),
        "rejected": _("不予通过"),
    },
}
