"""The editor of definitions as an administrator uses it: what is opened, added, typed, handed in."""

EDIT = "#w-editor-form"


class DefinitionEditor:
    """One page of the editor in a person's browser. Prefixes are those of the inputs' names."""

    def __init__(self, person):
        self.person, self.page = person, person.page

    def open(self, label):
        """By way of the menu and the list, as somebody who has never been here."""
        self.page.goto("/back/")
        self.page.get_by_role("link", name="类别与登记表").first.click()
        self.page.get_by_role("link", name=label, exact=True).first.click()
        self.page.wait_for_selector("[data-streamfield-child]")
        return self

    def open_group(self, label):
        """The prefix of a group that is there, its panel opened."""
        found = self.page.locator("input[name^='groups-'][name$='-value-label']:not([name*='-fields-'])")
        names = [each.get_attribute("name") for each in found.all() if each.input_value() == label]
        prefix = names[0].removesuffix("-label")
        panel = self._panel(f"[name='{prefix}-label']")
        if panel.locator("> .w-panel__header [data-panel-toggle]").get_attribute("aria-expanded") == "false":
            panel.locator("> .w-panel__header [data-panel-toggle]").click()
        return prefix

    def _panel(self, inside):
        """The innermost panel around an input."""
        return self.page.locator(f"section[data-panel]:has({inside})").last

    def add_group(self, **values):
        return self._filled(self._add("groups"), values)

    def add_field(self, group, kind, **values):
        return self._filled(self._add(f"{group}-fields", kind), values)

    def add_options(self, field, **labels):
        """Options by code."""
        for code, label in labels.items():
            at = self._add(f"{field}-options")
            self._filled(at, {"code": code.removeprefix("c"), "label": label})

    def add_alias(self, field, text):
        at = self._add(f"{field}-aliases").removesuffix("-value")
        self.page.fill(f"[name='{at}-value']", text)

    def _add(self, stream, kind=""):
        """A new item at the end of a stream or a list; the prefix of its value."""
        count = self.page.locator(f"input[name='{stream}-count']")
        number = int(count.input_value())
        whole = self.page.locator(f"div:has(> input[name='{stream}-count'])").last
        whole.locator("button.c-sf-add-button").last.click()
        if kind:
            self.page.locator(".w-combobox__option").get_by_text(kind, exact=True).click()
        return f"{stream}-{number}-value"

    def _filled(self, prefix, values):
        for name, value in values.items():
            control = self.page.locator(f"[name='{prefix}-{name}']")
            if value is True:
                control.check()
            elif control.evaluate("each => each.tagName") == "SELECT":
                control.select_option(label=value)
            else:
                control.fill(value)
        return prefix

    def preview(self, mode):
        """The page that the panel shows in a mode, once it is there."""
        toggle = self.page.locator("[data-side-panel-toggle=preview]")
        if toggle.get_attribute("aria-expanded") != "true":
            toggle.click()
        self.page.locator("[data-w-preview-target=mode]").select_option(mode)
        return self.page.frame_locator("[data-w-preview-target=iframe]").last

    def save(self):
        self.page.locator(f"{EDIT} footer button[type=submit]").first.click()

    def press(self, words):
        """One of the buttons at the foot; the rarer ones stand behind an arrow."""
        button = self.page.locator(f"{EDIT} footer").get_by_role("button", name=words, exact=True)
        if not button.is_visible():
            self.page.locator(f"{EDIT} footer .w-dropdown__toggle").click()
        button.click()
