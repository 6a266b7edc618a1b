"""From the text that an administrator writes to the tree of a formula.

    skill.highest_level in ["4", "5"] and not filled(skill.studio)
    any(title.title_level = "1") or count(paper) >= 3
    if(filled(this.end), year(this.end) - year(this.start), nothing)

Chinese words and signs stand for the same: 且 或 非 ≠ ≤ ≥ 是 否 （ ） ， “ ”.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from talent.categories.formulas.nodes import Call, Listed, Literal, Node, Operation, Reference, Rows

LONGEST = 2000
MOST_WORDS = 400
DEEPEST = 40
COMPARISONS = ("=", "!=", "<=", ">=", "<", ">", "in", "not in")
SIGNS = ("or", "and", *COMPARISONS, "+", "-", "*", "/")
_WORDS = {"且": "and", "或": "or", "非": "not", "≠": "!=", "≤": "<=", "≥": ">=", "==": "="}
_VALUES: dict[str, bool | None] = {
    "yes": True, "no": False, "nothing": None, "是": True, "否": False, "空": None
}  # fmt: skip
_PUNCTUATION = str.maketrans("（），［］＝＜＞＋－＊／．", "(),[]=<>+-*/.")
_TOKEN = re.compile(
    r"""\s*(?:
        (?P<number>\d+(?:\.\d+)?)
      | "(?P<text>[^"]*)" | “(?P<quoted>[^”]*)”
      | (?P<name>[A-Za-z_][A-Za-z0-9_]*)
      | (?P<sign><=|>=|!=|==|[=<>≠≤≥+\-*/(),.\[\]]|且|或|非|是|否|空)
    )""",
    re.VERBOSE,
)


class NotAFormula(ValueError):
    """The text cannot be read; the sentence says what is wrong and where."""


@dataclass(frozen=True)
class _Token:
    """kind: number, text, name, sign, end."""

    kind: str
    text: str
    at: int


def parse(text: str) -> Node:
    """The tree of a formula. Raises NotAFormula with a sentence for the administrator."""
    tokens = _tokens(text)
    if len(text) > LONGEST or len(tokens) > MOST_WORDS:
        raise NotAFormula(_("公式太长，最多 %(limit)s 个字符，请拆成几个字段。") % {"limit": LONGEST})
    reader = _Reader(tokens)
    node = reader.choice(0)
    reader.expect_end()
    return node


def _tokens(text: str) -> list[_Token]:
    found, place, plain = [], 0, text.rstrip().translate(_PUNCTUATION)
    while place < len(plain):
        match = _TOKEN.match(plain, place)
        if match is None:
            said = {"place": place + 1, "sign": text[place:].strip()[0]}
            raise NotAFormula(_("第 %(place)s 个字符起的“%(sign)s”看不懂。") % said)
        found.append(_token(text, match))
        place = match.end()
    return [*found, _Token("end", "", len(text))]


def _token(text: str, match: re.Match[str]) -> _Token:
    kind = match.lastgroup or ""
    begin, end = match.span(kind)
    if kind in ("text", "quoted"):
        return _Token("text", text[begin:end], match.start())  # as it was typed, wide signs too
    said = match[kind]
    said = _WORDS.get(said, said)
    return _Token("name" if kind == "sign" and said in _VALUES else kind, said, begin)


class _Reader:
    """Reads tokens from the left: or, and, not, comparison, sum, product, value, each binding closer."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._place = 0

    @property
    def _next(self) -> _Token:
        return self._tokens[self._place]

    def _take(self, *words: str) -> str:
        """The next token's word if it is one of these, else nothing."""
        if self._next.kind in ("sign", "name") and self._next.text in words:
            self._place += 1
            return self._tokens[self._place - 1].text
        return ""

    def _need(self, sign: str) -> None:
        if not self._take(sign):
            raise self._unexpected(_("这里应为“%(sign)s”") % {"sign": sign})

    def _unexpected(self, wanted: str) -> NotAFormula:
        said = self._next.text or _("结尾")
        place = {"place": self._next.at + 1, "said": said, "wanted": wanted}
        return NotAFormula(_("第 %(place)s 个字符处：%(wanted)s，现为“%(said)s”。") % place)

    def expect_end(self) -> None:
        if self._next.kind != "end":
            raise self._unexpected(_("这里应结束"))

    def choice(self, depth: int) -> Node:
        operands = [self._conjunction(depth)]
        while self._take("or"):
            operands.append(self._conjunction(depth))
        return operands[0] if len(operands) == 1 else Operation("or", tuple(operands))

    def _conjunction(self, depth: int) -> Node:
        operands = [self._denial(depth)]
        while self._take("and"):
            operands.append(self._denial(depth))
        return operands[0] if len(operands) == 1 else Operation("and", tuple(operands))

    def _denial(self, depth: int) -> Node:
        self._shallow(depth)
        return Operation("not", (self._denial(depth + 1),)) if self._take("not") else self._comparison(depth)

    def _shallow(self, depth: int) -> None:
        if depth > DEEPEST:
            raise NotAFormula(_("括号套得太深，最多 %(limit)s 层。") % {"limit": DEEPEST})

    def _comparison(self, depth: int) -> Node:
        left = self._sum(depth)
        sign = self._take("=", "!=", "<=", ">=", "<", ">", "in")
        if not sign and self._next.text == "not" and self._tokens[self._place + 1].text == "in":
            self._place += 2
            sign = "not in"
        return Operation(sign, (left, self._sum(depth))) if sign else left

    def _sum(self, depth: int) -> Node:
        node = self._product(depth)
        while sign := self._take("+", "-"):
            node = Operation(sign, (node, self._product(depth)))
        return node

    def _product(self, depth: int) -> Node:
        node = self._value(depth)
        while sign := self._take("*", "/"):
            node = Operation(sign, (node, self._value(depth)))
        return node

    def _value(self, depth: int) -> Node:
        self._shallow(depth)
        token = self._next
        if self._take("("):
            node = self.choice(depth + 1)
            self._need(")")
            return node
        if self._take("-"):
            return Operation("negative", (self._value(depth + 1),))
        if self._take("["):
            return Listed(self._arguments("]", depth))
        self._place += 1
        if token.kind == "number":
            return Literal(Decimal(token.text))
        if token.kind == "text":
            return Literal(token.text)
        if token.kind == "name" and token.text not in ("and", "or", "not", "in"):
            return self._named(token.text, depth)
        self._place -= 1
        raise self._unexpected(_("这里应为字段、数字或“文字”"))

    def _named(self, name: str, depth: int) -> Node:
        if self._take("("):
            return Call(name, self._arguments(")", depth))
        if self._take("."):
            if self._next.kind != "name":
                raise self._unexpected(_("这里应为字段代号"))
            self._place += 1
            return Reference(name, self._tokens[self._place - 1].text)
        return Literal(_VALUES[name]) if name in _VALUES else Rows(name)

    def _arguments(self, close: str, depth: int) -> tuple[Node, ...]:
        if self._take(close):
            return ()
        found = [self.choice(depth + 1)]
        while self._take(","):
            found.append(self.choice(depth + 1))
        self._need(close)
        return tuple(found)
