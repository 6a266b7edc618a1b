// Keys and pasting of the grid. The server reads what was pasted, in one place for the box and for Ctrl+V.
(() => {
  "use strict";
  const form = document.querySelector("form.gridform");
  if (!form) return;
  const press = (value) => {
    const buttons = [...form.querySelectorAll(`button[name=do][value=${value}]`)];
    form.requestSubmit(buttons.find((each) => each.tabIndex >= 0));
  };

  let typed = form.hasAttribute("data-typed");
  form.addEventListener("input", () => { typed = true; });
  form.addEventListener("kept", () => { typed = false; });
  form.addEventListener("submit", () => { typed = false; });
  window.addEventListener("beforeunload", (event) => { if (typed) event.preventDefault(); });

  document.addEventListener("paste", (event) => {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    const target = event.target;
    if (target instanceof HTMLTextAreaElement || !/[\t\n]/.test(text.trimEnd())) return;
    event.preventDefault();
    form.elements.text.value = text;
    form.elements.at.value = target instanceof HTMLInputElement && target.name.startsWith("cell.") ? target.name : "";
    press("paste");
  });

  const move = (cell, step) => {
    const at = cell.closest("td").cellIndex;
    const rows = [...form.querySelectorAll("table.cells tbody tr:not(.told)")];
    const row = rows[rows.indexOf(cell.closest("tr")) + step];
    const next = row?.cells[at]?.querySelector("input");
    next?.focus();
    next?.select();
    return Boolean(next);
  };

  const across = (cell, step) => {
    const cells = [...form.querySelectorAll("table.cells input")];
    const next = cells[cells.indexOf(cell) + step];
    next?.focus();
    next?.select();
    return Boolean(next);
  };

  form.addEventListener("keydown", (event) => {
    const cell = event.target;
    if (!(cell instanceof HTMLInputElement) || !cell.name.startsWith("cell.") || event.isComposing) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const all = cell.selectionStart === 0 && cell.selectionEnd === cell.value.length;
    let done = false;
    if (event.key === "Enter") {
      if (!move(cell, event.shiftKey ? -1 : 1)) press("more");
      done = true;
    } else if (event.key === "ArrowDown") done = move(cell, 1);
    else if (event.key === "ArrowUp") done = move(cell, -1);
    else if (event.key === "ArrowRight" && (all || cell.selectionStart === cell.value.length)) done = across(cell, 1);
    else if (event.key === "ArrowLeft" && (all || cell.selectionEnd === 0)) done = across(cell, -1);
    if (done) event.preventDefault();
  });

  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "s") {
      event.preventDefault();
      press("save");
    }
  });
})();
