// Makes the unit's forms quicker where scripts run; without them the same buttons post the form.
(() => {
  "use strict";
  const form = document.querySelector("form.generated");

  const renumber = (rows) => {
    rows.querySelectorAll(":scope > .repeated").forEach((row, place) => {
      row.querySelector("[data-number]").textContent = place + 1;
    });
  };

  const addRow = (group) => {
    const rows = group.querySelector(".rows-of");
    const next = Number(group.dataset.next ?? rows.children.length);
    group.dataset.next = next + 1;
    const holder = document.createElement("div");
    holder.innerHTML = group.querySelector("template").innerHTML.replaceAll("__row__", next);
    const row = holder.firstElementChild;
    rows.append(row);
    renumber(rows);
    row.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  };

  const removeRow = (button) => {
    const row = button.closest(".repeated");
    const rows = row.parentElement;
    const next = row.nextElementSibling;
    row.remove();
    renumber(rows);
    offerUndo(rows, row, next);
  };

  // One removal can be undone until the next; the focus stands on the way back.
  const offerUndo = (rows, row, next) => {
    const group = rows.parentElement;
    group.querySelector(":scope > .undo")?.remove();
    const told = document.createElement("p");
    told.className = "undo";
    told.setAttribute("role", "status");
    const named = row.querySelector("legend")?.textContent.trim().replace(/\s+/g, " ") ?? "";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button plain small";
    button.textContent = form.dataset.undo ?? "";
    told.append(`${form.dataset.removed ?? ""} ${named} `, button);
    rows.after(told);
    button.addEventListener("click", () => {
      rows.insertBefore(row, next?.parentElement === rows ? next : null);
      told.remove();
      renumber(rows);
      row.querySelector("input:not([type=hidden]), select, textarea")?.focus();
      form.dispatchEvent(new Event("input", { bubbles: true }));
    });
    button.focus();
  };

  const openTarget = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    const folded = target.closest("details") ?? target.querySelector(":scope > details[data-group]");
    if (folded && !folded.open) {
      folded.open = true;
      target.scrollIntoView();
    }
  };

  if (form) {
    let typed = form.hasAttribute("data-typed");
    form.addEventListener("input", () => { typed = true; });
    form.addEventListener("submit", () => { typed = false; });
    form.addEventListener("kept", () => { typed = false; });
    window.addEventListener("beforeunload", (event) => {
      if (typed && form.method === "post") event.preventDefault(); // a preview is never sent
    });
    form.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button?.name === "add") {
        event.preventDefault();
        addRow(button.closest("details"));
        form.dispatchEvent(new Event("input", { bubbles: true }));
      } else if (button?.name === "remove") {
        event.preventDefault();
        removeRow(button);
        form.dispatchEvent(new Event("input", { bubbles: true }));
      }
    });
  }
  document.querySelectorAll("form[data-once]").forEach((each) => {
    each.addEventListener("submit", () => {
      setTimeout(() => each.querySelectorAll("button").forEach((button) => { button.disabled = true; }));
    });
    window.addEventListener("pageshow", () => {
      each.querySelectorAll("button").forEach((button) => { button.disabled = false; });
    });
  });
  window.addEventListener("hashchange", openTarget);
  openTarget();
})();
