/* Draws a block when its panel is opened; see folding.py. A form that nobody changed is sent as it came. */
(() => {
  const { StructBlock, StructBlockDefinition } = window.wagtailStreamField.blocks;
  const folded = new Set();
  const LONGEST = 40;
  const EMPTY = new Set(['null', '""', '[]', '[""]', 'false']);

  /* A key that no sibling has: `area`, `area_2`, `area_3`. */
  const freeKey = (key, taken) => {
    const stem = key.replace(/_\d{1,3}$/, '');
    for (let number = 2; ; number += 1) {
      const free = `${stem.slice(0, LONGEST - `_${number}`.length)}_${number}`;
      if (!taken.has(free)) return free;
    }
  };

  /* Of a group that is copied its own key alone is another: what stands in it keeps its keys. */
  let depth = 0;
  const withFreeKey = (copy, taken) => {
    depth += 1;
    try {
      const state = copy();
      return depth > 1 || !state.key ? state : { ...state, key: freeKey(state.key, new Set(taken())) };
    } finally {
      depth -= 1;
    }
  };

  const isThere = (prefix) => !document.getElementsByName(`${prefix.replace(/-value$/, '')}-deleted`)[0]?.value;

  /* What a panel is called: its name in the reader's language and its key, or that it has none yet. */
  const heading = ({ label, label_en: english, key }, nameless) => {
    const name = (document.documentElement.lang.startsWith('en') && english) || label;
    return [name, key].filter(Boolean).join(' ') || nameless;
  };

  /* Something with a key: in English it is headed by its English name, and a copy of it has a key of its own. */
  class NamedBlock extends StructBlock {
    getTextLabel(options) {
      const said = (name) => this.childBlocks[name]?.getTextLabel(options);
      return heading({ label: said('label'), label_en: said('label_en'), key: said('key') }, this.blockDef.meta.nameless);
    }

    getDuplicatedState() {
      return withFreeKey(() => super.getDuplicatedState(), () => this.takenKeys);
    }

    get takenKeys() {
      const name = new RegExp(`^${this.prefix.replace(/\d+-value$/, '\\d+-value')}-key$`);
      const inputs = [...document.querySelectorAll('input[name$="-value-key"]')];
      return inputs.filter((input) => name.test(input.name)).map(({ value }) => value);
    }
  }

  class NamedBlockDefinition extends StructBlockDefinition {
    render(placeholder, prefix, initialState, initialError) {
      return new NamedBlock(this, placeholder, prefix, initialState, initialError);
    }
  }

  class FoldedBlock {
    constructor(definition, placeholder, prefix, state) {
      this.blockDef = definition;
      this.type = definition.name;
      this.prefix = prefix;
      this.setState(state);
      this.element = document.createElement('div');
      window.$(placeholder).replaceWith(this.element);
      this.watch(this.element.closest('[data-panel]').querySelector('[data-panel-toggle]'));
      folded.add(this);
    }

    watch(toggle) {
      toggle.addEventListener('wagtail:panel-toggle', ({ detail }) => {
        if (detail.expanded) this.unfold();
      });
      // A stream collapses its panels after it has made them all.
      setTimeout(() => {
        if (toggle.getAttribute('aria-expanded') === 'true') this.unfold();
      });
    }

    unfold() {
      if (!this.block) {
        const inner = document.createElement('div');
        this.element.append(inner);
        this.block = new NamedBlock(this.blockDef, inner, this.prefix, this.state, null);
        this.drawn = JSON.stringify(this.block.getState());
        this.hideUnasked();
      }
      return this.block;
    }

    /* What does not apply to this type is not shown, unless something stands there. */
    hideUnasked(errors = {}) {
      const state = this.block.getState();
      Object.entries(this.blockDef.meta.unasked ?? {}).forEach(([name, empty]) => {
        const said = JSON.stringify(state[name] ?? null);
        const part = this.element.querySelector(`[data-contentpath="${name}"]`);
        if (part) part.hidden = !errors[name] && (said === JSON.stringify(empty) || EMPTY.has(said));
      });
    }

    get key() {
      return this.block ? this.block.childBlocks.key.getValue() : this.state.key;
    }

    get siblings() {
      const place = /\d+-value$/;
      const stream = this.prefix.replace(place, '');
      return [...folded].filter(({ prefix }) => prefix.replace(place, '') === stream && isThere(prefix));
    }

    get container() {
      return window.$(this.element);
    }

    setState(state) {
      this.state = state || {};
      this.sent = JSON.stringify(this.state);
      this.block?.setState(this.state);
    }

    getState() {
      return this.block ? this.block.getState() : this.state;
    }

    getDuplicatedState() {
      return withFreeKey(() => this.unfold().getDuplicatedState(), () => this.siblings.map(({ key }) => key));
    }

    getValue() {
      return this.unfold().getValue();
    }

    getTextLabel(options) {
      if (this.block) return this.block.getTextLabel(options);
      return heading(this.state, this.blockDef.meta.nameless);
    }

    setError(error) {
      if (!error && !this.block) return;
      this.unfold().setError(error);
      this.hideUnasked(error?.blockErrors);
    }

    focus(options) {
      this.unfold().focus(options);
    }

    write(formData) {
      if (this.block) {
        if (JSON.stringify(this.block.getState()) !== this.drawn) return;
        const own = `${this.prefix}-`;
        [...formData.keys()].filter((name) => name.startsWith(own)).forEach((name) => formData.delete(name));
      }
      formData.set(`${this.prefix}-json`, this.sent);
    }
  }

  class FoldedBlockDefinition extends StructBlockDefinition {
    render(placeholder, prefix, initialState, initialError) {
      const block = new FoldedBlock(this, placeholder, prefix, initialState);
      if (initialError) block.setError(initialError);
      return block;
    }
  }

  // Sent at once when the page looks whether something was changed, asks for a preview, or is saved.
  document.addEventListener('formdata', ({ target, formData }) => {
    folded.forEach((block) => {
      if (target.contains(block.element)) block.write(formData);
    });
  });

  window.telepath.register('talent.categories.FoldedBlock', FoldedBlockDefinition);
  window.telepath.register('talent.categories.NamedBlock', NamedBlockDefinition);
})();
