// Scrolls every table to its marked cell, beside the first column that stays, a page's picture to its marked box, and a
// slide or page to its marked place.
(function reveal(tries) {
  const lit = document.querySelectorAll("td.k-lit-value");
  const place = document.querySelector(".k-sheet .k-box-value") || document.querySelector(".k-slide mark.k-value");
  const boxes = document.querySelectorAll(".k-cut .k-box-value, .k-sheet .k-box-value");
  for (const cell of lit) {
    const table = cell.closest(".k-table");
    const hidden = cell.offsetLeft + cell.offsetWidth > table.clientWidth;
    table.scrollLeft = hidden ? cell.offsetLeft - cell.parentElement.firstElementChild.offsetWidth - 8 : 0;
  }
  for (const box of boxes) {
    const sheet = box.closest(".k-cut, .k-sheet");
    const hidden = box.offsetLeft + box.offsetWidth > sheet.clientWidth;
    sheet.scrollLeft = hidden ? box.offsetLeft + box.offsetWidth - sheet.clientWidth + 24 : 0;
  }
  if (place) place.scrollIntoView({ block: "center", inline: "nearest" });
  if (!lit.length && !place && !boxes.length && tries) setTimeout(reveal, 100, tries - 1);
})(20);
