/* A form question by question: each answer is kept on the device and sent at once, pages turn without the server.
   Without this script the same pages are sent one by one with «Сохранить и продолжить». */
"use strict";

(() => {
  const main = document.querySelector("[data-filling]");
  if (!main) return;
  const one = (name, within = main) => within.querySelector(`[data-${name}]`);
  const device = openDevice(main.dataset.user, main.dataset.filling);
  const holder = one("leaves");
  let forms = null;
  const clock = (at) => new Date(at).toLocaleTimeString("ru-RU");

  /* What is said of both places the answers are in. */
  const say = (name, text) => {
    const place = one(name);
    if (!place) return;
    place.textContent = text;
    place.hidden = !text;
  };
  const trouble = (text, address, label) => {
    say("trouble", text);
    if (address) one("trouble")?.append(" ", Object.assign(document.createElement("a"), { href: address, textContent: label }));
    return false;
  };
  const showLeft = () => {
    const refused = device.refused();
    const left = one("left");
    if (!left || (!refused.length && left.hidden)) return;
    left.hidden = !refused.length;
    one("left-why").textContent = refused.length ? refused[0].refused : "";
    left.querySelector("textarea").value = refused.map((entry) => `${entry.title}: ${entry.said}`).join("\n");
  };
  const changed = () => {
    const waiting = device.waiting();
    const latest = waiting.length ? clock(Math.max(...waiting.map((entry) => entry.at))) : "";
    say("device", latest && `На этом устройстве: ${latest}, ещё не отправлено: ${waiting.length}`);
    showLeft();
    if (forms) count();
  };

  const line = openLine(main, device, {
    changed,
    signIn: () => trouble("Вы давно не работали, и вход закончился. Ответы остались на этом устройстве и отправятся, когда вы", `${main.dataset.signIn}?next=${encodeURIComponent(location.pathname)}`, "войдёте снова."),
    stranger: () => trouble("В этом браузере вошёл другой человек: ваши ответы ждут на устройстве, пока не войдёте вы.", main.dataset.signIn, "Войти"),
    closed: () => {
      device.refuse("Этой формы для вас больше нет: ответы не приняты.");
      return false;
    },
    answered: (entry, said) => {
      say("trouble", "");
      if (said.saved) say("server", `На сервере: ${said.saved}`);
      Object.entries(said.fields || {}).forEach(([item, field]) => {
        const question = document.querySelector(`[data-item="${item}"]`);
        if (!question) return;
        question.querySelector(`[name="i${item}-was"]`).value = field.was;
        question.dataset.answered = "";
        question.dataset.given = field.given ? "yes" : "";
        tellFault(question, field.error || field.told);
      });
      changed();
    },
  });

  const tellFault = (question, error) => {
    question.classList.toggle("wrong", Boolean(error));
    const fault = one("fault", question);
    fault.textContent = error || "";
    fault.hidden = !error;
  };

  /* The list of questions and the bar of progress, by what the server and this device hold. */
  const count = () => {
    const here = new Set(device.waiting().map((entry) => entry.item));
    const isGiven = (question) => here.has(question.dataset.item) || question.dataset.given === "yes";
    const questions = [...holder.querySelectorAll("[data-item]")];
    const given = questions.filter(isGiven).length;
    one("sum").textContent = given;
    main.querySelector("progress").value = given;
    main.querySelector("progress").setAttribute("aria-label", `Отвечено ${given} из ${questions.length}`);
    [...holder.children].forEach((form) => {
      const asked = [...form.querySelectorAll("[data-item]")];
      const touched = asked.some((question) => here.has(question.dataset.item) || "answered" in question.dataset);
      if (!touched) return;
      const state = asked.every(isGiven) ? (asked.some((question) => here.has(question.dataset.item)) ? "на этом устройстве" : "отвечено") : "не отвечено";
      one(`state="${form.dataset.leaf}"`).textContent = state;
    });
  };

  addEventListener("beforeunload", (event) => device.isSafe() || event.preventDefault());
  addEventListener("storage", () => changed());
  one("forget")?.addEventListener("click", () => {
    device.forget();
    changed();
  });

  /* Handing in: first everything that waits here goes to the server, and what could not be read is named. */
  const handIn = one("hand-in");
  const hadWaiting = device.waiting().length > 0;
  handIn?.addEventListener("submit", async (event) => {
    if (!device.waiting().length && !device.wrong().length) return;
    event.preventDefault();
    await line.pump();
    const [wrong] = device.wrong();
    if (wrong) trouble(`Не сохранено: ${wrong.title}, «${wrong.said}». ${wrong.error}`, main.querySelector(`a[href$="#i${wrong.item}"]`)?.href, "Исправить");
    else if (device.waiting().length) trouble("Сдать можно, когда ответы с этого устройства дойдут до сервера.");
    else location.reload();
    one("trouble").scrollIntoView({ block: "center" });
  });
  line.pump().then(() => {
    if (handIn && hadWaiting && !device.waiting().length) location.reload();
  });
  changed();
  if (!holder) return;

  /* All pages of the form stand side by side, one of them shown. */
  const shown = holder.querySelector("form");
  const rest = [...one("rest").content.children];
  holder.append(...rest);
  forms = [...holder.children].sort((a, b) => a.dataset.leaf - b.dataset.leaf);
  rest.forEach((form) => { form.hidden = true; });

  /* Answers that wait on this device stand in their fields again. */
  device.entries().forEach((entry) => {
    const question = holder.querySelector(`[data-item="${entry.item}"]`);
    if (!question || entry.refused) return;
    const given = new Map(entry.pairs);
    parts(question).forEach((input) => {
      if (input.type === "radio" || input.type === "checkbox") input.checked = given.get(input.name) === input.value;
      else input.value = given.get(input.name) ?? "";
    });
    if (entry.error) tellFault(question, entry.error);
  });

  function parts(question) {
    return [...question.querySelectorAll("input, textarea")].filter(
      (input) => !["hidden", "file"].includes(input.type) && input.name !== "drop"
    );
  }

  const nameOf = (input) => (input.closest("label").querySelector("b") ?? input.closest("label")).textContent.trim();
  const said = (question) =>
    parts(question).filter((input) => (["radio", "checkbox"].includes(input.type) ? input.checked : input.value.trim()))
      .map((input) => (["radio", "checkbox"].includes(input.type) ? nameOf(input) : input.value.trim()))
      .join("; ") || "пусто";

  const take = (question) => {
    clearTimeout(question.waits);
    delete question.waits;
    delete question.dataset.confirm;
    const item = question.dataset.item;
    const pairs = parts(question)
      .filter((input) => !["radio", "checkbox"].includes(input.type) || input.checked)
      .map((input) => [input.name, input.value]);
    const title = question.querySelector("legend").firstChild.textContent.trim();
    device.put({ item, title, said: said(question), pairs: [["asked", item], ...pairs] }, line.sending());
    changed();
    line.pump();
  };

  const questionOf = (event) => {
    const isOurs = event.target.type !== "file" && event.target.name !== "drop";
    return isOurs && event.target.closest("[data-item]");
  };
  holder.addEventListener("change", (event) => {
    const question = questionOf(event);
    if (question) take(question);
  });
  holder.addEventListener("input", (event) => {
    const question = questionOf(event);
    if (!question || ["radio", "checkbox"].includes(event.target.type)) return;
    clearTimeout(question.waits);
    question.waits = setTimeout(() => take(question), 1500);
  });
  const takeTyped = () => holder.querySelectorAll("[data-item]").forEach((question) => question.waits && take(question));
  addEventListener("pagehide", takeTyped);
  document.addEventListener("visibilitychange", () => document.hidden && takeTyped());

  /* Turning pages. */
  const show = (number, isNew = true) => {
    const form = forms.find((each) => each.dataset.leaf === String(number));
    if (!form) return false;
    forms.forEach((each) => { each.hidden = each !== form; });
    main.querySelectorAll("[data-to]").forEach((link) => {
      if (link.dataset.to === String(number)) link.setAttribute("aria-current", "step");
      else link.removeAttribute("aria-current");
    });
    document.title = document.title.replace(/^(Ошибка: )?Вопрос\S* \S+/, form.querySelector(".place b").textContent.replace(/ из .*/, ""));
    if (isNew) history.pushState({ leaf: number }, "", form.action.replace(location.origin, ""));
    form.querySelector("legend").focus({ preventScroll: true });
    form.scrollIntoView({ block: "start" });
    return true;
  };
  history.replaceState({ leaf: Number(shown.dataset.leaf) }, "");
  addEventListener("popstate", (event) => event.state && show(event.state.leaf, false));

  const toCheck = async () => {
    await line.pump();
    if (device.waiting().length) trouble("Связи пока нет. Ответы на этом устройстве; проверить и сдать можно, когда они дойдут до сервера.");
    else location.assign(main.dataset.check);
  };
  const hasFiles = (form) => [...form.querySelectorAll("input[type=file], input[name=drop]")].some((input) => input.files?.length || (input.name === "drop" && input.checked));

  holder.addEventListener("submit", (event) => {
    const form = event.target;
    if (hasFiles(form)) return;
    event.preventDefault();
    form.querySelectorAll("[data-item]").forEach((question) => {
      if (question.waits || "confirm" in question.dataset) take(question);
    });
    const isBack = event.submitter?.value === "back";
    const next = isBack ? form.dataset.before : form.elements.from ? "" : form.dataset.after;
    if (!next || !show(next)) toCheck();
  });
  main.addEventListener("click", (event) => {
    const link = event.target.closest("[data-to]");
    if (!link || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    show(link.dataset.to);
  });
})();
