// Shows and hides what a definition asks for under conditions, and fills in what follows, while somebody types.
// Without scripts everything is shown with its condition in words; the server leaves out what is not asked for.
(() => {
  "use strict";
  const form = document.querySelector("form.generated");
  if (!form || !form.querySelector("[data-shown-if], [data-required-if], [data-derived]")) return;
  const today = form.dataset.today;

  const placeOf = (name) => {
    const parts = name.split(".");
    return parts.length === 3 ? { group: parts[0], row: parts[1], key: parts[2] } : { group: parts[0], row: "", key: parts[1] };
  };

  // Suggestions are words; formulas speak of codes.
  const codeOf = (control, said) => {
    const options = control?.list?.options ?? [];
    return [...options].find((each) => each.value === said)?.dataset.code ?? said;
  };

  const valueOf = (box) => {
    const kind = box.dataset.kind;
    const ticked = [...box.querySelectorAll("input[type=checkbox]:checked")].map((each) => each.value);
    const files = [...box.querySelectorAll("input[data-attached]")].map((each) => each.dataset.attached);
    if (kind === "texts") return [...ticked, ...files];
    const control = box.querySelector("input, select, textarea");
    const said = (control?.value ?? box.dataset.value ?? "").trim();
    const typed = codeOf(control, said);
    if (typed === "") return null;
    if (kind === "truth") return ["1", "是", "true"].includes(typed);
    return kind === "number" && !Number.isNaN(Number(typed)) ? Number(typed) : typed;
  };

  const boxes = () => form.querySelectorAll("[data-field]");

  // The document as it stands, without what is hidden.
  const read = () => {
    const rows = {};
    for (const group of form.querySelectorAll("[data-group]")) rows[group.dataset.group] = new Map();
    const data = {};
    for (const box of boxes()) {
      const { group, row, key } = placeOf(box.dataset.field);
      if (row === "") data[group] ??= {};
      const into = row === "" ? data[group] : rowOf(rows[group], row);
      if (!box.closest("[hidden]")) into[key] = valueOf(box);
    }
    for (const [group, found] of Object.entries(rows)) {
      data[group] = [...found.values()].filter((row) => Object.values(row).some((value) => value !== null && value?.length !== 0));
    }
    return { data, rows };
  };

  const rowOf = (rows, number) => {
    if (!rows.has(number)) rows.set(number, {});
    return rows.get(number);
  };

  const scopeOf = (element, { data, rows }) => {
    const { group, row } = element.dataset.field ? placeOf(element.dataset.field) : { group: "", row: "" };
    return { data, today, row: row === "" ? data[group] : rows[group]?.get(row) };
  };

  const holds = (element, tree, found) => formulas.workOut(JSON.parse(tree), scopeOf(element, found)) === true;

  // A group that has just been called for stands open, as one that was called for when the page came.
  const show = (element, shown) => {
    const changed = element.hidden === shown;
    element.hidden = !shown;
    const folded = changed && shown && element.querySelector(":scope > details[data-group]");
    if (folded) folded.open = true;
    const entry = element.id.startsWith("group-") && document.querySelector(`.sections a[href="#${element.id}"]`);
    if (entry) entry.parentElement.hidden = !shown;
    return changed;
  };

  const settleConditions = () => {
    let changed = false;
    const found = read();
    for (const element of form.querySelectorAll("[data-shown-if]")) {
      changed = show(element, holds(element, element.dataset.shownIf, found)) || changed;
    }
    return changed;
  };

  const settleMarks = () => {
    const found = read();
    for (const box of form.querySelectorAll("[data-required-if]")) {
      const needed = holds(box, box.dataset.requiredIf, found);
      box.querySelectorAll(".must, .should").forEach((mark) => { mark.hidden = !needed; });
    }
  };

  // What nobody types is said in words where it follows from what stands in the form.
  const tellFixed = (box, text) => {
    const said = box.querySelector("[data-said]");
    if (!said || text === "" || box.dataset.value === text) return;
    box.dataset.value = text;
    said.textContent = JSON.parse(box.dataset.words)[text] ?? text;
  };

  // Only where nothing was typed; what was filled in here follows on when its source changes.
  const settleDerived = () => {
    const found = read();
    for (const box of boxes()) {
      if (!box.dataset.derived || box.closest("[hidden]")) continue;
      const value = formulas.workOut(JSON.parse(box.dataset.derived), scopeOf(box, found));
      const text = value === null ? "" : value === true ? "1" : value === false ? "0" : String(value);
      const control = box.querySelector("input:not([type=checkbox]), select");
      if (!control && box.dataset.words) tellFixed(box, text);
      if (control && (control.value === "" || control.dataset.filled === control.value)) {
        control.value = text;
        control.dataset.filled = control.value;
      }
    }
  };

  // Each round settles one more link of the longest chain of conditions; none goes round in a circle.
  const settle = () => {
    settleDerived();
    const most = form.querySelectorAll("[data-shown-if]").length;
    for (let round = 0; round < most && settleConditions(); round += 1) settleDerived();
    settleMarks();
  };

  form.addEventListener("input", settle);
  form.addEventListener("change", settle);
  form.addEventListener("click", () => setTimeout(settle)); // a row was added or removed
  settle();
})();
