// Saves what is being typed every few seconds, to the address of the form itself. Nothing is sent by a clock
// alone: each request follows from something that was typed, so that whoever went away is signed out in time.
(() => {
  "use strict";
  const form = document.querySelector("form[data-autosave]");
  if (!form) return;
  const status = document.querySelector("[data-autosave-status]");
  const PAUSE = 2000;
  const LONGEST = 5000;
  const RETRIES = [3000, 10000, 30000];
  let typed = form.hasAttribute("data-typed");
  let since = 0;
  let timer = 0;
  let failures = 0;
  let running = null;
  let leaving = false;

  const tell = (text, wrong = false) => {
    if (!status) return;
    if (status.textContent !== text) status.textContent = text;
    status.classList.toggle("wrong", wrong);
  };

  const plan = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(send, wait);
  };

  const note = () => {
    typed = true;
    failures = 0;
    since ||= Date.now();
    plan(Math.max(0, Math.min(PAUSE, since + LONGEST - Date.now())));
  };

  const body = () => {
    form.elements.autosaved.value = "1";
    const data = new FormData(form);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    data.set("do", "autosave");
    return data;
  };

  const take = (answer) => {
    if (answer.lock !== undefined) form.elements.lock.value = answer.lock;
    if (answer.opened) form.elements.opened.value = answer.opened;
    failures = 0;
    if (answer.text) tell(answer.text, Boolean(answer.conflict));
    if (!typed) form.dispatchEvent(new Event("kept"));
  };

  const fail = (text) => {
    typed = true;
    tell(text, true);
    if (failures < RETRIES.length) plan(RETRIES[failures]);
    failures += 1;
  };

  // Somebody signed in again in another window: this page takes over the token of the new session.
  const renewToken = async () => {
    const page = await fetch(location.href, { redirect: "manual" });
    if (!page.ok) return false;
    const found = new DOMParser().parseFromString(await page.text(), "text/html");
    const token = found.querySelector("[name=csrfmiddlewaretoken]")?.value;
    if (token) form.elements.csrfmiddlewaretoken.value = token;
    return Boolean(token);
  };

  const send = async () => {
    if (leaving || !typed) return;
    if (running) {
      plan(PAUSE);
      return;
    }
    typed = false;
    since = 0;
    running = new AbortController();
    tell(form.dataset.saving);
    try {
      const answer = await fetch(form.action, { method: "POST", body: body(), redirect: "manual", signal: running.signal });
      if (answer.type === "opaqueredirect") fail(form.dataset.signedOut);
      else if (answer.status === 403 && await renewToken()) fail(form.dataset.failed);
      else if (answer.ok) take(await answer.json());
      else fail(form.dataset.failed);
    } catch {
      if (!leaving) fail(form.dataset.failed);
    } finally {
      running = null;
    }
  };

  // The page goes: what was typed since the last time is sent on its own, and nobody waits for the answer.
  const flush = () => {
    if (leaving || !typed) return;
    typed = false;
    fetch(form.action, { method: "POST", body: body(), keepalive: true, redirect: "manual" }).catch(() => { typed = true; });
  };

  form.addEventListener("input", note);
  form.addEventListener("change", () => { if (typed) plan(300); });
  form.addEventListener("submit", () => {
    leaving = true;
    clearTimeout(timer);
    running?.abort();
  });
  window.addEventListener("pagehide", flush);
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") flush(); });
  window.addEventListener("pageshow", () => { leaving = false; });
  if (typed) note();
})();
