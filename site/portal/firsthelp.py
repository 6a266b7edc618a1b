"""The first chapters of the help; editors change them as any page."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Chapter:
    slug: str
    title: str
    title_en: str
    body: str
    body_en: str


CHAPTERS = (
    Chapter(
        "units",
        "单位怎样填报",
        "How a unit fills in records",
        '<ol><li>还没有登记的单位，先到<a href="/register/unit/">单位登记</a>申请，由主管的人'
        '力资源和社会保障部门办理。</li><li>用单位的账号<a href="/login/">登录</a>，进入单位'
        "工作台。</li><li>新增一人，或用电子表格成批录入；所填内容随时保存。</li><li>核对后上"
        "报。退回的资料列在最前，按意见逐条修改或说明后再上报。</li></ol>",
        '<ol><li>A unit that is not there yet applies under <a href="/register/unit/">unit '
        "registration</a>; its human resources and social security department "
        'decides.</li><li><a href="/login/">Sign in</a> with the account of the unit and '
        "open its workspace.</li><li>Add a person, or enter many from a spreadsheet; what is "
        "typed is saved as you go.</li><li>Check and submit. What was returned stands first: "
        "change or answer each remark, then submit again.</li></ol>",
    ),
    Chapter(
        "individuals",
        "个人怎样登记和更正",
        "How to register and correct your own record",
        '<p>用手机号码或邮箱<a href="/register/person/">注册</a>后，在“我的资料”里填写、查看'
        "、更正自己的资料，由所在单位核对接收。您可以导出、更正、删除自己的资料，看到哪些机构"
        '查看过。</p><p>收集哪些信息、依据是什么，见<a href="/privacy/">收集的信息与个人权利'
        "</a>。</p>",
        '<p><a href="/register/person/">Register</a> with a mobile number or an e-mail '
        "address, then fill in, see and correct your own record under My record; your unit "
        "checks it and takes it over. You can export, correct and erase it, and see which "
        "offices have looked at it.</p><p>What is collected and on which basis: <a "
        'href="/privacy/">information collected and your rights</a>.</p>',
    ),
    Chapter(
        "statistics",
        "怎样看统计、下载和引用",
        "How to read, download and cite the statistics",
        '<p>在<a href="/statistics/">公开统计</a>里选数据表、地区和类别，每一页都有自己的链接'
        "，可以收藏、转发。页尾的链接带发布号，以后打开仍是同样的数字。</p><p>“&lt;10”表示人"
        "数很少，不公开；“–”表示按定义不会出现。所有数字是经保密处理的近似数，怎样处理见<a "
        'href="/statistics/method/">数字是怎样保护的</a>。</p><p>整次发布和接口见<a '
        'href="/open/">开放数据</a>。</p>',
        '<p>Under <a href="/statistics/">public statistics</a> choose a table, an area and '
        "classes. Every page has a link of its own to keep or to share; the one at its foot "
        "names the release and will always show the same figures.</p><p>“&lt;10” stands for "
        "very few persons and is not published; “–” cannot occur by definition. All figures "
        'are approximate, under disclosure control: see <a href="/statistics/method/">how '
        "the figures are protected</a>.</p><p>Whole releases and the interface: <a "
        'href="/open/">open data</a>.</p>',
    ),
    Chapter(
        "verify",
        "打印件怎样核验",
        "How to verify a printed sheet",
        '<p>正式打印的登记表每页有核验编号和二维码。扫码，或在<a href="/verify/">核验打印件'
        "</a>输入编号，可以知道它是不是本系统打印的、内容是否仍然有效。</p>",
        "<p>Every page of an official sheet has a verification number and a QR code. Scan "
        'it, or type the number under <a href="/verify/">verify a printed sheet</a>, to '
        "learn whether this system printed it and whether its content still holds.</p>",
    ),
    Chapter(
        "reading",
        "大字、高对比度和键盘",
        "Large text, strong contrast and the keyboard",
        "<p>页面顶端的“大字”“高对比度”随时开关，只记在您的浏览器里，不作任何跟踪。</p><p>全部"
        "页面可以只用键盘：Tab 移动，回车打开，第一个链接“跳到正文”略过菜单。不启用脚本也能使"
        "用。统计页可以直接打印。</p>",
        "<p>Large text and High contrast at the head of every page can be switched at any "
        "time. Only your browser remembers it, and nothing is tracked.</p><p>All pages can "
        "be used by keyboard alone: Tab moves, Enter opens, and the first link skips to the "
        "content. They work without scripts, and pages of statistics can be printed as they "
        "are.</p>",
    ),
)
