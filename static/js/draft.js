/* A form that is sent whole – an anonymous sheet, the notes of an interviewer – outlives a closed page and a lost line:
   what is typed stays on this device until it has been sent. Nothing goes to the server before that. */
"use strict";

(() => {
  const form = document.querySelector("[data-draft]");
  const store = {
    read: (key) => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
    write: (key, draft) => { try { localStorage.setItem(key, JSON.stringify(draft)); } catch { /* only on the screen */ } },
    drop: (key) => { try { localStorage.removeItem(key); } catch { /* nothing was kept */ } },
  };
  const sent = (key) => {
    try {
      if (key) sessionStorage.setItem("draft:sent", key);
      return sessionStorage.getItem("draft:sent");
    } catch {
      return null;
    }
  };

  /* Whatever has outlived its hours goes, whoever left it. */
  try {
    Object.keys(localStorage).filter((key) => key.startsWith("ballot:")).forEach((key) => {
      if (!(store.read(key)?.until > Date.now())) store.drop(key);
    });
  } catch { /* nothing was kept */ }
  if (document.querySelector("[data-draft-done]") && sent()) store.drop(sent());
  if (!form) return;

  const { draft: key, draftStood: stood = "", draftHours: hours } = form.dataset;
  const told = form.querySelector("[data-draft-told]");
  const inputs = () => [...form.elements].filter((input) => input.name && !["hidden", "submit", "button"].includes(input.type));
  const isTicked = (input) => ["radio", "checkbox"].includes(input.type);
  const tell = (at) => {
    const clock = new Date(at).toLocaleTimeString("ru-RU");
    told.querySelector("[data-draft-said]").textContent = `На этом устройстве: ${clock}. Ещё не отправлено.`;
    told.hidden = false;
  };

  const kept = store.read(key);
  const isSaved = kept && sent() === key && kept.stood !== stood;
  if (isSaved) store.drop(key);
  else if (kept && !form.querySelector(".fault")) {
    const given = new Map(kept.pairs);
    inputs().forEach((input) => {
      if (isTicked(input)) input.checked = given.get(input.name) === input.value;
      else input.value = given.get(input.name) ?? "";
    });
    tell(kept.at);
  }

  const keep = () => {
    const pairs = inputs().filter((input) => !isTicked(input) || input.checked).map((input) => [input.name, input.value]);
    const at = Date.now();
    store.write(key, { pairs, at, stood, until: hours ? at + hours * 3600000 : undefined });
    tell(at);
  };
  form.addEventListener("input", keep);
  form.addEventListener("change", keep);
  form.addEventListener("submit", () => sent(key));
  form.querySelector("[data-draft-forget]").addEventListener("click", () => {
    store.drop(key);
    form.reset();
    told.hidden = true;
  });
})();
