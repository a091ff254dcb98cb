/* «Выбрать все на странице» and how many are picked. Without this the checkboxes work as they are. */
"use strict";

(() => {
  const all = document.querySelector("[data-pick-all]");
  const boxes = [...document.querySelectorAll("input[name=pk][form=picked]")];
  if (!all || !boxes.length) return;
  const said = document.querySelector("[data-picked]");

  const tell = () => {
    const picked = boxes.filter((box) => box.checked).length;
    all.checked = picked === boxes.length;
    all.indeterminate = picked > 0 && picked < boxes.length;
    said.textContent = picked ? `Отмечено: ${picked}` : "";
  };

  all.closest("[hidden]").hidden = false;
  all.addEventListener("change", () => {
    boxes.forEach((box) => { box.checked = all.checked; });
    tell();
  });
  boxes.forEach((box) => box.addEventListener("change", tell));
  tell();
})();
