// A picture in the difference opens beside the values of its row, and can be enlarged and turned. What it shows is
// on the page already; the picture itself comes from its own address, where each opening is in the audit log.
const dialog = document.querySelector("dialog[data-zoom]");
const find = (name) => dialog.querySelector(`[data-zoom-${name}]`);
const STEP = 1.25;
const LEAST = 0.25;
const MOST = 8;
let size = 1;
let turned = 0;

const show = () => {
  const picture = find("picture");
  picture.style.width = `${100 * size}%`;
  picture.style.rotate = `${turned}deg`;
  // Lying on its side it keeps the place of its upright self: what would stick out is given room.
  const out = turned % 180 ? (picture.offsetHeight - picture.offsetWidth) / 2 : 0;
  picture.style.marginBlock = turned % 180 ? `${-out}px` : "";
  picture.style.marginInline = out > 0 ? `${out}px` : "";
  find("size").textContent = `${Math.round(100 * size)}%`;
};
const by = (factor) => {
  size = Math.min(Math.max(size * factor, LEAST), MOST);
  show();
};
const deeds = {
  larger: () => by(STEP),
  smaller: () => by(1 / STEP),
  turn: () => { turned = (turned + 90) % 360; show(); },
  close: () => dialog.close(),
};

// The lines of one row of a repeating group, or of a whole single one.
const beside = (line) => {
  const lines = [line];
  let heading = null;
  for (let row = line.previousElementSibling; row; row = row.previousElementSibling) {
    if (row.matches(".nth")) { heading = row; break; }
    lines.unshift(row);
  }
  for (let row = line.nextElementSibling; row && !row.matches(".nth"); row = row.nextElementSibling) lines.push(row);
  return { heading, lines };
};
const label = (line) => line.querySelector("th").firstChild.textContent.trim();
const fill = (line) => {
  const { heading, lines } = beside(line);
  find("row").textContent = heading ? heading.textContent.trim().replace(/\s+/g, " ") : "";
  find("facts").replaceChildren(...lines.filter((each) => each !== line).flatMap((each) => {
    const [term, value] = [document.createElement("dt"), document.createElement("dd")];
    term.textContent = label(each);
    value.textContent = each.querySelector(".after .value").innerText.trim();
    return [term, value];
  }));
};
const open = (link) => {
  const line = link.closest("tr");
  [size, turned] = [1, 0];
  fill(line);
  const name = link.querySelector("span").firstChild.textContent.trim();
  dialog.querySelector("h2").textContent = `${label(line)} · ${name}`;
  find("alone").href = link.href;
  find("picture").src = link.href;
  find("picture").alt = name;
  show();
  dialog.showModal();
  dialog.querySelector(".zoom-stage").focus();
};

document.querySelectorAll(".compared a.file:has(img)").forEach((link) => {
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return; // a window of its own was asked for
    event.preventDefault();
    open(link);
  });
});
dialog.addEventListener("click", (event) => {
  const deed = event.target.closest("[data-zoom-do]");
  if (deed) deeds[deed.dataset.zoomDo]();
});
dialog.addEventListener("keydown", (event) => {
  const deed = { "+": "larger", "=": "larger", "-": "smaller", r: "turn" }[event.key];
  if (!deed || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  event.stopPropagation();
  deeds[deed]();
});
dialog.addEventListener("close", () => find("picture").removeAttribute("src"));
