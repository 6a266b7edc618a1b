// Draws the pages anew while the look is being typed; the last picture stays while something is wrong.
(() => {
  const form = document.querySelector("form[data-preview]");
  const shown = document.getElementById("look-preview");
  if (!form || !shown) return;
  let waiting = 0;
  let asked = 0;
  const draw = async () => {
    const mine = ++asked;
    const answer = await fetch(form.dataset.preview, { method: "POST", body: new FormData(form) });
    if (answer.ok && mine === asked) shown.innerHTML = await answer.text();
  };
  // The switch beside the preview belongs to the form and stands outside it.
  document.addEventListener("input", (event) => {
    if (event.target.form !== form) return;
    clearTimeout(waiting);
    waiting = setTimeout(draw, 300);
  });
})();
