// Scrolls every table to its marked cell, beside the first column that stays, and a slide to its marked place.
(function reveal(tries) {
  const lit = document.querySelectorAll("td.k-lit-value");
  const place = document.querySelector(".k-slide mark.k-value");
  for (const cell of lit) {
    const table = cell.closest(".k-table");
    const hidden = cell.offsetLeft + cell.offsetWidth > table.clientWidth;
    table.scrollLeft = hidden ? cell.offsetLeft - cell.parentElement.firstElementChild.offsetWidth - 8 : 0;
  }
  if (place) place.scrollIntoView({ block: "center", inline: "nearest" });
  if (!lit.length && !place && tries) setTimeout(reveal, 100, tries - 1);
})(20);
