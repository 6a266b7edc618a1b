/* The preview shows the field that was edited last, instead of beginning at the top; once for each edit. */
(() => {
  const FIELD = /^(groups-\d+-value)-fields-\d+-value/;
  const GROUP = /^groups-\d+-value/;
  const keyOf = (at) => document.getElementById(`${at}-key`)?.value ?? '';
  let edited = null;

  ['input', 'change'].forEach((kind) => document.addEventListener(kind, ({ target }) => {
    const [field, around] = target.id?.match(FIELD) ?? [];
    const [group] = target.id?.match(GROUP) ?? [];
    if (group) edited = { group: keyOf(around ?? group), field: field ? keyOf(field) : '' };
  }));

  /* In the form an input, or one of a row, has the path as its name; on paper and in the list it is said. */
  const shown = (page, { group, field }) => {
    const named = [`[data-place="${group}.${field}"]`, `[name="${group}.${field}"]`, `[name^="${group}."][name$=".${field}"]`];
    const whole = [`#group-${group}`, `[data-place="${group}"]`];
    const found = [...(field ? named : []), ...whole].map((each) => page.querySelector(each));
    return found.find((each) => each?.getClientRects().length);
  };

  /* Only the preview moves, and only to what is not to be seen in it. */
  document.addEventListener('w-preview:updated', ({ target }) => {
    const frame = target.querySelector('[data-w-preview-target=iframe]');
    if (!edited || !/^\w+$/.test(edited.group + edited.field) || !frame?.contentDocument) return;
    const place = shown(frame.contentDocument, edited)?.getBoundingClientRect();
    const view = frame.contentWindow;
    if (!place || (place.top >= 0 && place.bottom <= view.innerHeight)) return;
    view.scrollTo({ top: view.scrollY + place.top - view.innerHeight / 3 });
  });
})();
