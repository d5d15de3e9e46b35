// Puts a name into what has to stay together on paper, at its beginnings and ends: a letter's height of nothing that
// can be found in the printed text again. «r3» is a row, «f1» a drawing with its title, «h2» the head of the second
// table, «k4» a heading and what stands below it.
() => {
  function put(name, ...places) {
    for (const [element, where] of places) {
      const mark = document.createElement("span");
      mark.textContent = ` «${name}» `;
      mark.style.cssText = "font-size: 1px; line-height: 1px; white-space: nowrap; color: #777";
      element[where](mark);
    }
  }
  let row = 0, drawing = 0, table = 0, heading = 0;
  for (const each of document.querySelectorAll("table")) {
    table += 1;
    // A table that is stacked has its heads in its cells.
    const heads = each.tHead && getComputedStyle(each.tHead).position !== "absolute" ? each.tHead.rows[0].cells : [];
    for (const cell of heads) put(`h${table}`, [cell, "prepend"]);
    for (const line of each.querySelectorAll("tbody tr, tfoot tr")) {
      row += 1;
      for (const cell of line.cells) put(`r${row}`, [cell, "prepend"], [cell, "append"]);
      if (heads.length) put(`t${table}`, [line.cells[0], "prepend"]);
    }
  }
  for (const each of document.querySelectorAll("figure")) {
    drawing += 1;
    put(`f${drawing}`, [each, "prepend"], [each, "append"]);
  }
  for (const each of document.querySelectorAll("h1, h2")) {
    heading += 1;
    let first = each.nextElementSibling;
    // Not the heads, which every sheet has again.
    while (first && first.matches("table, tbody, tr, section, dl, figure, div, ul")) {
      first = first.matches("table") ? first.tBodies[0] : first.firstElementChild;
    }
    if (first && !first.matches("svg, title")) put(`k${heading}`, [each, "append"], [first, "prepend"]);
  }
}
