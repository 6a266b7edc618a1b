/* Offers the code lists of the page in each field that can use one; see listchoice.py. */
(() => {
  /* A list that is there, or one that was typed before and is not: its key stays and is marked. */
  const offerLists = (select, chosen) => {
    const lists = document.querySelector('template[data-code-lists]');
    if (!select.options.length && lists) select.append(lists.content.cloneNode(true));
    [chosen].flat().filter(Boolean).forEach((key) => {
      if ([...select.options].some(({ value }) => value === key)) return;
      select.add(new Option(`${key} ${lists?.dataset.missing ?? ''}`, key));
    });
  };

  class CodeListSelect extends window.telepath.constructors['wagtail.widgets.Select'] {
    render(...given) {
      const bound = super.render(...given);
      const set = bound.setState.bind(bound);
      bound.setState = (state) => {
        offerLists(bound.input, state);
        set([state].flat());
      };
      bound.setState(given[3] ?? '');
      return bound;
    }
  }

  window.telepath.register('talent.categories.CodeListSelect', CodeListSelect);
})();
