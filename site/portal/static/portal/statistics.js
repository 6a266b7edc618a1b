// Sorting, choosing and going on without a new page: the place on the page and the keyboard's focus stay.
// Without this script the same links and the same form lead to the same pages.
const main = document.getElementById("main");

async function show(address, focus) {
  const answer = await fetch(address);
  if (!answer.ok) { location.assign(address); return; }
  const next = new DOMParser().parseFromString(await answer.text(), "text/html");
  main.replaceChildren(...next.getElementById("main").childNodes);
  document.title = next.title;
  // Language and display lead back to what is shown now, not to what was loaded first.
  const back = next.querySelector(".own [name=next]");
  for (const each of document.querySelectorAll(".own [name=next]")) each.value = back.value;
  offerCopy();
  document.getElementById("said")?.append(document.title);
  const found = focus && main.querySelector(focus);
  if (found) found.focus({ preventScroll: true });
}

function go(address, focus) {
  show(address, focus).then(() => { history.pushState(null, "", address); shown = location.search; }, () => location.assign(address));
}

function named(element) {
  if (element.closest("thead")) return `thead th:nth-child(${element.closest("th").cellIndex + 1}) a`;
  if (element.closest(".figures")) return `.figures li:nth-child(${[...element.closest("ul").children].indexOf(element.closest("li")) + 1}) a`;
  return "h1";
}

main.addEventListener("click", (event) => {
  const copy = event.target.closest("[data-copy]");
  if (copy) {
    const field = document.getElementById(copy.dataset.copy);
    field.select();
    navigator.clipboard.writeText(field.value).then(() => { copy.textContent = copy.dataset.copied; });
    return;
  }
  const link = event.target.closest("thead a, .figures a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button || link.pathname !== location.pathname) return;
  event.preventDefault();
  go(link.href, named(link));
});

main.addEventListener("submit", (event) => {
  const form = event.target.closest(".choices");
  if (!form) return;
  event.preventDefault();
  const table = form.elements.table;
  const another = table && [...table.options].some((each) => each.selected !== each.defaultSelected);
  // Rows, columns and order were chosen for the table before; without a script the server knows it by `was`.
  const left = another ? ["was", "rows", "columns", "sort"] : ["was"];
  const asked = [...new FormData(form)].filter(([name, value]) => value && !left.includes(name));
  go(`${location.pathname}?${new URLSearchParams(asked)}`, ".choices button");
});

let shown = location.search;
addEventListener("popstate", () => {
  // A way within the page changes nothing but the place.
  if (location.search !== shown) show(location.href, "h1");
  shown = location.search;
});

function offerCopy() {
  if (!navigator.clipboard) return;
  for (const each of main.querySelectorAll("[data-copy]")) each.hidden = false;
}
offerCopy();
