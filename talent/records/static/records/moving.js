// While the page is open, one short request after the other; without this script the button does the same.
"use strict";
(() => {
  let section = document.getElementById("moving");
  let stopped = false;
  document.addEventListener("submit", () => { stopped = true; });
  const step = async () => {
    while (!stopped && section?.hasAttribute("data-running")) {
      const form = section.querySelector("form");
      const body = new FormData(form);
      body.set("do", "work");
      const answer = await fetch(form.action, { method: "POST", body });
      if (!answer.ok || stopped) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const next = page.getElementById("moving");
      if (!next) return;
      section.replaceWith(next);
      section = next;
    }
  };
  step();
})();
