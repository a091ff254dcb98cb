/* What this device holds of one person's one form until the server has acknowledged it.
   An entry: request – its number, item, title and said – for people, pairs – as a form would post them,
   at – the clock of the device; error – why the server could not read it, refused – why it takes no more. */
"use strict";

const openDevice = (user, form) => {
  const key = `filling:${user}:${form}`;
  let memory = [];
  let isLasting = true;

  const entries = () => {
    if (!isLasting) return memory;
    try {
      return JSON.parse(localStorage.getItem(key)) || [];
    } catch {
      return memory;
    }
  };

  const keep = (kept) => {
    memory = kept;
    try {
      if (kept.length) localStorage.setItem(key, JSON.stringify(kept));
      else localStorage.removeItem(key);
      isLasting = true;
    } catch {
      isLasting = false; // no storage or no room: they live as long as the page
    }
  };

  /* A random UUID; crypto.randomUUID is not there on a plain http address of an office. */
  const number = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  };

  /* The latest answer to a question takes the place of one still waiting, but not of one on its way. */
  const put = (entry, sending) => {
    const others = entries().filter((one) => one.item !== entry.item || one.request === sending);
    keep([...others, { ...entry, request: number(), at: Date.now() }]);
  };

  const drop = (request) => keep(entries().filter((one) => one.request !== request));

  const mark = (request, what) =>
    keep(entries().map((one) => (one.request === request ? { ...one, ...what } : one)));

  return {
    entries,
    put,
    drop,
    mark,
    waiting: () => entries().filter((one) => !one.error && !one.refused),
    wrong: () => entries().filter((one) => one.error),
    refused: () => entries().filter((one) => one.refused),
    forget: () => keep(entries().filter((one) => !one.refused)),
    isSafe: () => isLasting || !memory.length,
    refuse: (why) => keep(entries().map((one) => ({ ...one, refused: why }))),
  };
};

/* Sends entries in their order, one small request each; what does not arrive is sent again under the same number. */
const openLine = (main, device, tell) => {
  const { save: address, user } = main.dataset;
  let token = main.dataset.token;
  let sending = null;
  let running = null;
  let pause = 1000;
  let timer = 0;
  let renewed = false;
  const sent = {}; // numbers this page has sent, question by question

  const fetchOurs = (more) => fetch(address, { redirect: "manual", cache: "no-store", signal: AbortSignal.timeout(20000), ...more });

  /* Who is signed in by now, and a token that holds: signing in makes a new one. */
  const renew = async () => {
    const answer = await fetchOurs({});
    if (answer.type === "opaqueredirect") return tell.signIn();
    if (!answer.ok) return tell.closed();
    const now = await answer.json();
    if (String(now.user) !== user) return tell.stranger();
    token = now.token;
    return true;
  };

  const send = async (entry) => {
    const body = new URLSearchParams(entry.pairs);
    body.set("request", entry.request);
    body.set("user", user);
    const before = (sent[entry.item] ??= []).filter((number) => number !== entry.request).slice(-5);
    before.forEach((number) => body.append("after", number));
    sent[entry.item] = [...before, entry.request];
    body.set("ago", Math.max(0, Date.now() - entry.at));
    const answer = await fetchOurs({ method: "POST", body, headers: { "X-CSRFToken": token } });
    if (answer.type === "opaqueredirect") return tell.signIn();
    if (answer.status === 403 && !renewed) {
      renewed = true;
      return renew();
    }
    if (answer.status === 403) return tell.signIn();
    if (answer.status === 404) return tell.closed();
    if (answer.ok || answer.status === 400 || answer.status === 409) return take(entry, await answer.json());
    throw new Error(`status ${answer.status}`);
  };

  const take = (entry, said) => {
    renewed = false;
    if (said.stranger) return tell.stranger();
    if (said.refused) device.mark(entry.request, { refused: said.refused });
    else if (said.fields[entry.item]?.error) device.mark(entry.request, { error: said.fields[entry.item].error });
    else device.drop(entry.request);
    tell.answered(entry, said);
    return true;
  };

  /* Sends while there is something to send; a false answer of `send` waits for a person, a failure for the line. */
  const run = async () => {
    clearTimeout(timer);
    try {
      for (let entry = device.waiting()[0]; entry; entry = device.waiting()[0]) {
        sending = entry.request;
        if (!(await send(entry))) return;
        pause = 1000;
      }
    } catch {
      timer = setTimeout(pump, pause);
      pause = Math.min(pause * 2, 30000);
    } finally {
      sending = null;
    }
  };
  const pump = () => {
    running ??= run().finally(() => {
      running = null;
      tell.changed();
    });
    return running;
  };

  /* The line is back, or the person is: do not wait any longer. */
  const wake = () => {
    pause = 1000;
    if (device.waiting().length) pump();
  };
  addEventListener("online", wake);
  addEventListener("focus", wake);
  document.addEventListener("visibilitychange", () => document.hidden || wake());

  return { pump, sending: () => sending };
};
