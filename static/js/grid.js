/* A table of inputs: Enter goes down, a block copied from a spreadsheet fills cells to the right and down.
   It only moves and fills; without it the same table is typed in and sent as any form. */
"use strict";

(() => {
  const table = document.querySelector("[data-grid]");
  if (!table) return;
  const said = document.querySelector("[data-grid-said]");
  const rows = [...table.tBodies[0].rows].map((row) => [...row.querySelectorAll("input:not([type=hidden]), select")]);

  const place = (cell) => {
    const row = rows.findIndex((cells) => cells.includes(cell));
    return row < 0 ? null : { row, column: rows[row].indexOf(cell) };
  };

  table.addEventListener("keydown", (event) => {
    const at = event.key === "Enter" && !event.isComposing && place(event.target);
    if (!at) return;
    event.preventDefault();
    const next = rows[at.row + (event.shiftKey ? -1 : 1)];
    if (next) {
      next[at.column].focus();
      if (next[at.column].select) next[at.column].select();
    } else if (!event.shiftKey) {
      table.closest("form").querySelector("button").focus();
    }
  });

  const tidy = (text) => text.replace(/[\s\u00a0\u202f]+/g, " ").trim();
  const number = (text) => tidy(text).replace(/ /g, "").replace(/,0+$/, "");
  const option = (select, text) =>
    [...select.options].find((one) => tidy(one.text).toLowerCase() === tidy(text).toLowerCase() || (!tidy(text) && !one.value));

  const block = (text) => text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n").map((line) => line.split("\t"));

  /* What would be put where; throws a sentence where it does not fit. */
  const plan = (lines, at) => {
    const down = rows.length - at.row;
    const right = rows[at.row].length - at.column;
    const wide = Math.max(...lines.map((line) => line.length));
    if (lines.length > down || wide > right) {
      throw new RangeError(
        `Скопировано строк: ${lines.length}, столбцов: ${wide}; от этой клетки вниз строк: ${down}, вправо столбцов: ${right}. Ничего не вставлено.`
      );
    }
    return lines.flatMap((line, y) => line.map((text, x) => {
      const cell = rows[at.row + y][at.column + x];
      if (cell.tagName !== "SELECT") return [cell, number(text)];
      const found = option(cell, text);
      if (!found) throw new RangeError(`Строка ${y + 1}: значения «${tidy(text)}» в списке нет. Ничего не вставлено.`);
      return [cell, found.value];
    }));
  };

  table.addEventListener("paste", (event) => {
    const at = place(event.target);
    const text = event.clipboardData.getData("text/plain");
    if (!at || !text) return;
    const lines = block(text);
    if (event.target.tagName !== "SELECT" && lines.length === 1 && lines[0].length === 1) return;
    event.preventDefault();
    try {
      plan(lines, at).forEach(([cell, value]) => { cell.value = value; });
      said.textContent = `Вставлено строк: ${lines.length}, столбцов: ${Math.max(...lines.map((line) => line.length))}.`;
      said.className = "none";
    } catch (refusal) {
      if (!(refusal instanceof RangeError)) throw refusal;
      said.textContent = refusal.message;
      said.className = "state-overdue";
    }
  });
})();
