// The reviewer's keys, in the list and on the page of one change. Every key presses a control that stands on
// the page, so nothing can be done by a key alone. They rest while somebody types, and can be switched off.
const OFF = "inbox-keys-off";
const GRACE = 300; // a key that was still meant for the page before does not decide on this one
const shown = performance.now();
const help = document.querySelector("dialog[data-keys]");
const find = (selector) => document.querySelector(selector);
const rows = () => [...document.querySelectorAll(".inbox form .rows .whole-row")];
let left = false;

const move = (by) => {
  const links = rows();
  if (!links.length) return false;
  const at = links.indexOf(document.activeElement);
  const to = at < 0 ? (by > 0 ? 0 : links.length - 1) : Math.min(Math.max(at + by, 0), links.length - 1);
  links[to].focus();
  links[to].closest("tr").scrollIntoView({ block: "nearest" });
  return true;
};
const press = (selector) => {
  const control = find(selector);
  if (!control || left) return Boolean(control);
  left = true;
  control.click();
  return true;
};
// Sending back and rejecting need words: said at the box, with the cursor in it.
const ask_for_words = (opinion, outcome) => {
  const told = find("#opinion-needed");
  told.textContent = told.dataset[outcome];
  told.hidden = false;
  opinion.setAttribute("aria-invalid", "true");
  opinion.focus();
  opinion.addEventListener("input", () => {
    told.hidden = true;
    opinion.removeAttribute("aria-invalid");
  }, { once: true });
};
const decide = (outcome) => {
  const button = find(`button[name=outcome][value=${outcome}]`);
  if (!button) return false;
  const opinion = find("#opinion");
  const remarks = [...document.querySelectorAll("[form=decision]:is(textarea, input):not(#question, #opinion)")];
  const words = [opinion, find("#preset"), ...(outcome === "returned" ? remarks : [])].filter(Boolean);
  if (outcome !== "passed" && !words.some((each) => each.value.trim())) {
    ask_for_words(opinion, outcome);
    return true;
  }
  if (performance.now() - shown < GRACE) return true;
  if (outcome === "passed" && find(".bar .badge.warning") && document.activeElement !== button) {
    button.focus(); // what nobody has looked into is passed by a second press
    return true;
  }
  return press(`button[name=outcome][value=${outcome}]`);
};
const tick = () => {
  const box = document.activeElement.closest(".rows tr")?.querySelector("input[name=row]");
  box?.click();
  return Boolean(box);
};
const search = () => {
  const field = find(".narrow-by [name=q]");
  field?.focus();
  return Boolean(field);
};
const ask = () => {
  help?.showModal();
  return Boolean(help);
};

const deeds = {
  j: () => move(1) || press(".walk [rel=next]"),
  k: () => move(-1) || press(".walk [rel=prev]"),
  ArrowDown: () => rows().includes(document.activeElement) && move(1),
  ArrowUp: () => rows().includes(document.activeElement) && move(-1),
  p: () => decide("passed"),
  b: () => decide("returned"),
  r: () => decide("rejected"),
  n: () => press("button[name=skip]") || press(".inbox .pager [rel=next]"),
  t: () => press("button[name=take_over]"),
  u: () => press(".walk [data-key=u]"),
  x: tick,
  "/": search,
  "?": ask,
};

const typing = (target) =>
  target.isContentEditable || target.matches("textarea, select, input:not([type=checkbox], [type=radio])");

// Whoever opens the box for a remark goes on typing.
document.addEventListener("click", (event) => {
  const box = event.target.closest("details:is(.remark, .keep) > summary")?.parentElement;
  if (box) setTimeout(() => box.open && box.querySelector("input:not([type=hidden])").focus());
});

// Before the editor's own keys, of which some are the same.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || find("dialog[open]")) return;
  if (typing(event.target)) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const deed = localStorage.getItem(OFF) && event.key !== "?" ? null : deeds[event.key];
  if (!deed || (event.repeat && !["j", "k", "ArrowDown", "ArrowUp"].includes(event.key)) || !deed()) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);

document.querySelectorAll("[data-keys-open]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", ask);
});
const used = help?.querySelector("[data-keys-used]");
if (used) {
  used.checked = !localStorage.getItem(OFF);
  used.addEventListener("change", () => {
    if (used.checked) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "1");
  });
}
window.addEventListener("pageshow", () => { left = false; });
