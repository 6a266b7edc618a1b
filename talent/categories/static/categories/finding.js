/* Each sentence of a refusal leads to its control: the panels around it are opened, and it has the focus. What
   the page was refused for stands open from the beginning; an address may name a control as well. */
document.addEventListener('DOMContentLoaded', () => {
  const BLOCK = /^(?:groups|rules|moves)-\d+/;
  const STEP = /-\d+-value(?=-|$)/g;

  const expand = (element) => {
    const around = [];
    for (let at = element?.closest('[data-panel]'); at; at = at.parentElement.closest('[data-panel]')) around.unshift(at);
    around.forEach((panel) => {
      const toggle = panel.querySelector('[data-panel-toggle]');
      if (toggle?.getAttribute('aria-expanded') === 'false') toggle.click();
    });
    return around.at(-1)?.querySelector('[data-panel-toggle]') ?? null;
  };

  /* From the outermost block inwards: a folded one is drawn only when it is opened. */
  const reveal = (id) => {
    let nearest = null;
    if (BLOCK.test(id)) {
      for (const { index, 0: step } of id.matchAll(STEP)) {
        const block = id.slice(0, index + step.length - '-value'.length);
        nearest = expand(document.querySelector(`input[name="${block}-type"], input[name="${block}-id"]`)?.parentElement.querySelector('[data-panel]')) ?? nearest;
      }
    }
    const control = document.getElementById(id);
    control?.closest('[data-contentpath][hidden]')?.removeAttribute('hidden'); // of no use to its type, and yet refused
    nearest = expand(control) ?? nearest;
    // What asks for a move leads to where one is added: the last such button that is not within a move.
    const adding = id === 'panel-moves-section' ? [...control.querySelectorAll('.c-sf-add-button')] : [];
    const add = adding.findLast((button) => !button.closest('[data-streamfield-child]'));
    if (add) return add;
    return control?.matches('input, select, textarea, button') ? control : control?.querySelector('[data-panel-toggle]') ?? nearest;
  };

  const lead = (id) => {
    const control = reveal(id);
    if (!control) return false;
    control.scrollIntoView({ block: 'center' });
    control.focus({ preventScroll: true });
    return true;
  };

  const ofAddress = () => {
    const id = decodeURIComponent(window.location.hash.slice(1));
    if (BLOCK.test(id)) lead(id);
  };

  document.addEventListener('click', (event) => {
    const link = event.target.closest?.('a[data-refusal]');
    if (link && lead(link.hash.slice(1))) event.preventDefault();
  });
  window.addEventListener('hashchange', ofAddress);
  // The form is drawn and its panels are collapsed when the page has been read.
  window.addEventListener('load', () => {
    setTimeout(() => {
      document.querySelectorAll('a[data-refusal]').forEach((link) => {
        if (!link.closest('.change-notice')) reveal(link.hash.slice(1)); // a draft that may wait opens nothing by itself
      });
      ofAddress();
    });
  });
});
