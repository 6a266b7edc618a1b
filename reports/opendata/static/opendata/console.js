// The console: shows the answer beside the form. Without this script the form leads to the answer itself.
"use strict";
(() => {
  const form = document.getElementById("question");
  const answer = document.getElementById("answer");
  const part = (name) => document.getElementById(name);
  const MOST = 20000;
  const TEXTS = /json|csv|xml|yaml|text/;

  const key = () => part("api_key").value.trim();

  const asked = (instead = {}) => {
    let path = form.dataset.path;
    const query = new URLSearchParams();
    for (const control of form.querySelectorAll("[data-place]")) {
      const value = control.value.trim();
      if (control.dataset.place === "path") path = path.replace(`{${control.name}}`, encodeURIComponent(value));
      else if (value) query.set(control.name, value);
    }
    for (const [name, value] of Object.entries(instead)) query.set(name, value);
    const text = query.toString().replaceAll("%2C", ",");
    return new URL(text ? `${path}?${text}` : path, location.href).href;
  };

  const quoted = (text) => `'${text.replaceAll("'", "%27")}'`;

  // The same question for a terminal and for a program, as it stands in the form now.
  const tell = () => {
    const header = key() ? ` -H ${quoted(`X-API-Key: ${key()}`)}` : "";
    part("command").textContent = `curl --compressed${header} ${quoted(asked())}`;
    const text = JSON.stringify;
    const headers = key() ? text({ "X-API-Key": key() }) : "";
    part("program").textContent = form.dataset.table
      ? `import pandas\npandas.read_csv(${text(asked({ format: "csv" }))}, dtype={"area": str}${headers && `, storage_options=${headers}`})`
      : `from urllib.request import Request, urlopen\nurlopen(Request(${text(asked())}${headers && `, headers=${headers}`})).read()`;
  };
  form.addEventListener("input", tell);
  tell();

  // Another table has other fields: the page is asked for them, with what was filled in.
  const table = form.dataset.table && part("id_key");
  if (table) table.addEventListener("change", () => form.submit());

  const shown = (text, type) => {
    let told = text;
    if (/json/.test(type)) {
      try { told = JSON.stringify(JSON.parse(text), null, 2); } catch { /* shown as it came */ }
    }
    return told.length > MOST ? `${told.slice(0, MOST)}\n… ${answer.dataset.cut}` : told;
  };

  form.addEventListener("submit", async (event) => {
    if (event.submitter && !event.submitter.name) return; // the fields are to follow what was chosen
    event.preventDefault();
    const address = asked();
    answer.hidden = false;
    part("address").href = address;
    part("address").textContent = address;
    tell();
    part("headers").textContent = part("body").textContent = "";
    part("status").textContent = answer.dataset.waiting;
    answer.scrollIntoView({ block: "nearest" });
    const began = performance.now();
    try {
      const got = await fetch(address, { credentials: "omit", headers: key() ? { "X-API-Key": key() } : {} });
      const type = got.headers.get("Content-Type") || "";
      const body = await got.blob();
      part("status").textContent = `${got.status} ${got.statusText} · ${body.size} B · ${Math.round(performance.now() - began)} ms`;
      part("headers").textContent = [...got.headers].map(([name, value]) => `${name}: ${value}`).join("\n");
      part("body").textContent = TEXTS.test(type) && !/openxml/.test(type) ? shown(await body.text(), type) : answer.dataset.file;
    } catch {
      part("status").textContent = answer.dataset.failed;
    }
  });
})();
