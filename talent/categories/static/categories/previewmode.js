/* Wagtail forgets a preview mode that was chosen while it was still fetching another page. */
document.addEventListener('w-preview:updated', ({ target }) => {
  const chosen = target.querySelector('[data-w-preview-target=mode]');
  const frame = target.querySelector('[data-w-preview-target=iframe]');
  if (!chosen || !frame?.src || new URL(frame.src).searchParams.get('mode') === chosen.value) return;
  setTimeout(() => chosen.dispatchEvent(new Event('change', { bubbles: true })));
});

/* Until its page is there the panel is empty, and says that it is being read. */
document.addEventListener('DOMContentLoaded', () => {
  const panel = document.querySelector('[data-controller~=w-preview]');
  const words = document.querySelector('template[data-preview-busy]');
  if (!panel || !words) return;
  const busy = words.content.firstElementChild.cloneNode(true);
  const reading = (is) => { busy.hidden = !is; };
  panel.querySelector('.w-preview__wrapper').prepend(busy);
  panel.addEventListener('change', ({ target }) => {
    if (target.matches('[data-w-preview-target=mode]')) reading(true);
  });
  ['updated', 'error'].forEach((end) => document.addEventListener(`w-preview:${end}`, () => reading(false)));
});
