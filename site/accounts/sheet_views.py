"""Where anybody asks whether a printed sheet is true: by its number, or by the QR code that has it.

Numbers cannot be guessed; unknown ones count like failed logins, so that nobody tries. A slip of the pen is
told by its check characters and does not count. Whatever is wrong with a number, the answer is the same.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import View

from accounts.locking import SHEET, TOO_MANY, count_failure, may_try, needs_puzzle
from accounts.sheet_forms import SheetNumberForm
from reports.printing.service import is_number, verify

_UNKNOWN, _WRONG = 404, 422
#: All numbers from one address count together: who guesses does not try one number twice.
_COUNTED = f"{SHEET} number"


class SheetPage(View):
    """A page that nobody keeps and no search engine shows."""

    @method_decorator(never_cache)
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        answer = super().dispatch(request, *args, **kwargs)
        answer.headers["X-Robots-Tag"] = "noindex"
        return answer

    def ask(self, form: SheetNumberForm, status: int = 200) -> HttpResponse:
        return render(self.request, "accounts/sheet_ask.html", {"form": form}, status=status)

    def answer(self, form: SheetNumberForm, number: str) -> HttpResponse:
        """What the look-up says of a number that may be asked for."""
        found = verify(number)
        if found is None:
            if is_number(number):
                count_failure(self.request, _COUNTED)
            form.add_error("number", _("没有查到这个编号。请逐位核对；仍查不到的，这份表不是本系统打印的。"))
            if form.PUZZLE not in form.fields and needs_puzzle(self.request, _COUNTED):
                form.ask()
            return self.ask(form, _UNKNOWN)
        return render(self.request, "accounts/sheet_verified.html", {"sheet": found})


class VerifySheets(SheetPage):
    """A number that is typed in."""

    def get(self, request: HttpRequest) -> HttpResponse:
        form = SheetNumberForm()
        if needs_puzzle(request, _COUNTED):
            form.ask()
        return self.ask(form)

    def post(self, request: HttpRequest) -> HttpResponse:
        if not may_try(request, _COUNTED):
            return HttpResponse(status=TOO_MANY)
        form = SheetNumberForm(request.POST)
        if needs_puzzle(request, _COUNTED):
            form.ask()
        return self.answer(form, form.cleaned_data["number"]) if form.is_valid() else self.ask(form, _WRONG)


class VerifySheet(SheetPage):
    """A number from a QR code. After some failures the question against machines comes first."""

    def get(self, request: HttpRequest, number: str) -> HttpResponse:
        if not may_try(request, _COUNTED):
            return HttpResponse(status=TOO_MANY)
        given = {"number": number[:40]}
        if needs_puzzle(request, _COUNTED):
            form = SheetNumberForm(initial=given)
            form.ask()
            return self.ask(form)
        form = SheetNumberForm(given)
        return self.answer(form, number) if form.is_valid() else self.ask(form, _WRONG)
