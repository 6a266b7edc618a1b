/* What a move is about is offered while it is typed: the places of the draft as it stands by now, and the codes of
   the field that was named. See moves/blocks.py and editor/places.py. */
(() => {
  const state = (data, at) => {
    const folded = data.get(`${at}-json`);
    if (folded) return JSON.parse(folded);
    return { key: data.get(`${at}-key`), label: data.get(`${at}-label`), enabled: data.has(`${at}-enabled`) };
  };

  /* The blocks of a stream that were not deleted, in any order. */
  const blocks = (data, stream) => [...Array(Number(data.get(`${stream}-count`) ?? 0)).keys()]
    .filter((place) => !data.get(`${stream}-${place}-deleted`))
    .map((place) => `${stream}-${place}-value`);

  const places = (data) => blocks(data, 'groups').flatMap((at) => {
    const { key, label } = state(data, at);
    if (!key) return [];
    const fields = blocks(data, `${at}-fields`).map((each) => state(data, each));
    const named = fields.filter((each) => each.key && each.enabled !== false);
    return [[key, label], ...named.map((each) => [`${key}.${each.key}`, `${label} › ${each.label}`])];
  });

  const fill = (list, options) => list.replaceChildren(...options.map(([value, label]) => new Option(label, value)));

  /* Of the field that the same move names; asked for once for each. */
  const offerCodes = async (list, input) => {
    const path = document.getElementById(`${input.id.match(/^moves-\d+-value/)}-path`)?.value.trim() ?? '';
    if (list.dataset.path === path) return;
    list.dataset.path = path;
    list.replaceChildren();
    const answer = await fetch(`${list.dataset.url}?path=${encodeURIComponent(path)}`);
    if (answer.ok && list.dataset.path === path) list.innerHTML = await answer.text();
  };

  document.addEventListener('focusin', ({ target }) => {
    const { list } = target;
    if (list?.id === 'draft-places') fill(list, places(new FormData(target.form)));
    if (list?.id === 'move-codes') offerCodes(list, target);
  });
})();
