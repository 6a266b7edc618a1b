/* Draws a block when its panel is opened; see folding.py. A form that nobody changed is sent as it came. */
(() => {
  const { StructBlock, StructBlockDefinition } = window.wagtailStreamField.blocks;
  const folded = new Set();

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
        this.block = new StructBlock(this.blockDef, inner, this.prefix, this.state, null);
        this.drawn = JSON.stringify(this.block.getState());
      }
      return this.block;
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
      return this.unfold().getDuplicatedState();
    }

    getValue() {
      return this.unfold().getValue();
    }

    getTextLabel(options) {
      if (this.block) return this.block.getTextLabel(options);
      const format = this.blockDef.meta.labelFormat ?? '';
      return format.replace(/\{(\w+)\}/g, (_, name) => this.state[name] ?? '');
    }

    setError(error) {
      if (error || this.block) this.unfold().setError(error);
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
})();
