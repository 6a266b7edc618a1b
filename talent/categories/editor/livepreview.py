"""The preview panel of the editor: whatever is typed is shown, with what is wrong said above it."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from wagtail.snippets.views import snippets

from talent.categories.editor.typed import typed_in


class _Lenient:
    """Wagtail would show the last form without an error; a definition is half typed most of the time."""

    def validate_form(self, form: Any) -> bool:
        return True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        kept = self._get_form_data(self._get_form_state())  # type: ignore[attr-defined]  # reason: a mix-in
        try:
            shown = typed_in(self.get_form(kept))  # type: ignore[attr-defined]  # reason: a mix-in
        except (KeyError, ValueError):  # kept by an earlier release, whose form had other parts
            shown = typed_in(self.get_form(QueryDict()))  # type: ignore[attr-defined]  # reason: a mix-in
        return shown.make_preview_request(request, request.GET.get("mode"))


class PreviewOnEdit(_Lenient, snippets.PreviewOnEditView):
    pass


class PreviewOnAdd(_Lenient, snippets.PreviewOnCreateView):
    pass
