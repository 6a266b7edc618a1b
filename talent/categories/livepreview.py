"""The preview panel of the editor: whatever is typed is shown, with what is wrong said above it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail.snippets.views import snippets

from talent.categories.typed import typed_in


class _Lenient:
    """Wagtail would show the last form without an error; a definition is half typed most of the time."""

    def validate_form(self, form: Any) -> bool:
        return True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.get_form(self._get_form_data(self._get_form_state()))  # type: ignore[attr-defined]  # reason: a mix-in
        return typed_in(form).make_preview_request(request, request.GET.get("mode"))


class PreviewOnEdit(_Lenient, snippets.PreviewOnEditView):
    pass


class PreviewOnAdd(_Lenient, snippets.PreviewOnCreateView):
    pass
