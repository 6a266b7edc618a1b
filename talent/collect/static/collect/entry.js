// The sections of a generated form: their list, how far each is, and the keys. Without scripts links and buttons
// do the same.
(() => {
  "use strict";
  const form = document.querySelector("form.generated");
  if (!form) return;
  const narrow = window.matchMedia("(max-width: 60rem)");
  const list = document.querySelector("details.jump");

  const fold = () => { if (list) list.open = !narrow.matches; };
  narrow.addEventListener("change", fold);
  fold();
  list?.addEventListener("click", (event) => {
    if (narrow.matches && event.target.closest("a")) list.open = false;
  });

  const isFilled = (box) => {
    if (box.querySelector("input[type=checkbox]")) return box.querySelector(":checked") !== null;
    return (box.querySelector("input, select, textarea")?.value ?? "").trim() !== "";
  };

  // A row in which nothing stands is no row yet, as for the server.
  const boxesOf = (section) => {
    const rows = section.querySelectorAll(".repeated");
    const kept = rows.length ? [...rows].filter((row) => [...row.querySelectorAll("[data-field]")].some(isFilled)) : [section];
    return kept.flatMap((row) => [...row.querySelectorAll("[data-asked]")]).filter((box) => !box.closest("[hidden]"));
  };

  const count = () => {
    for (const told of document.querySelectorAll("[data-count]")) {
      const section = document.getElementById(`group-${told.dataset.count}`);
      const asked = section ? boxesOf(section) : [];
      if (!asked.length) continue;
      const filled = asked.filter(isFilled).length;
      told.textContent = `${filled}/${asked.length}`;
      told.classList.toggle("full", filled === asked.length && !told.parentElement.querySelector(".badge"));
    }
  };
  form.addEventListener("input", () => setTimeout(count));
  form.addEventListener("change", () => setTimeout(count));
  setTimeout(count);

  const sections = () => [...form.querySelectorAll("section.group")].filter((each) => !each.hidden);

  const go = (step) => {
    const known = sections();
    const here = known.indexOf(document.activeElement?.closest("section.group"));
    const next = known[here < 0 ? (step > 0 ? 0 : known.length - 1) : here + step];
    if (!next) return;
    const folded = next.querySelector(":scope > details");
    if (folded) folded.open = true;
    next.scrollIntoView({ block: "start" });
    (next.querySelector("input:not([type=hidden]), select, textarea") ?? next).focus({ preventScroll: true });
  };

  const press = (value) => {
    const button = [...form.querySelectorAll(`button[name=do][value=${value}]`)].find((each) => each.tabIndex >= 0);
    if (button) form.requestSubmit(button);
    return Boolean(button);
  };

  document.addEventListener("keydown", (event) => {
    const control = event.ctrlKey || event.metaKey;
    let done = false;
    if (event.altKey && !control && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      go(event.key === "ArrowDown" ? 1 : -1);
      done = true;
    } else if (control && !event.altKey && event.key.toLowerCase() === "s") {
      done = press("save");
    } else if (control && !event.altKey && event.key === "Enter") {
      done = press("next");
    }
    if (done) event.preventDefault();
  });
})();
