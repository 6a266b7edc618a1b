/* Wagtail forgets a preview mode that was chosen while it was still fetching another page. */
document.addEventListener('w-preview:updated', ({ target }) => {
  const chosen = target.querySelector('[data-w-preview-target=mode]');
  const frame = target.querySelector('[data-w-preview-target=iframe]');
  if (!chosen || !frame?.src || new URL(frame.src).searchParams.get('mode') === chosen.value) return;
  setTimeout(() => chosen.dispatchEvent(new Event('change', { bubbles: true })));
});
