// Ticks the rows of a page at once. Rows with a warning stay out: they must be opened one by one.
document.querySelectorAll("[data-choose-all]").forEach((all) => {
  const rows = [...all.form.querySelectorAll("input[name=row]:not([data-warned])")];
  const show = () => {
    const ticked = rows.filter((row) => row.checked).length;
    all.checked = ticked > 0 && ticked === rows.length;
    all.indeterminate = ticked > 0 && ticked < rows.length;
  };
  all.addEventListener("change", () => rows.forEach((row) => { row.checked = all.checked; }));
  rows.forEach((row) => row.addEventListener("change", show));
  all.disabled = rows.length === 0;
  all.closest("[hidden]").hidden = false;
  show();
});
