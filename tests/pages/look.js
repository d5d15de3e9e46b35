// What is wrong with how a page looks, as sentences; nothing where all is well. It runs in the page, as it is shown.
() => {
  const found = [];
  const style = (element, pseudo) => getComputedStyle(element, pseudo);
  const short = (text) => JSON.stringify(text.trim().replace(/\s+/g, " ").slice(0, 40));
  // What was worked out of an element or a colour once: pages have thousands of them.
  function kept(work) {
    const known = new Map();
    return (key) => {
      if (!known.has(key)) known.set(key, work(key));
      return known.get(key);
    };
  }
  // Heads that are only heard are clipped to a point; such boxes are of no text that is seen.
  const clipped = kept((element) => Boolean(element)
    && (style(element).clipPath.startsWith("inset(50%") || clipped(element.parentElement)));
  const unseen = (element) => !element.checkVisibility({visibilityProperty: true}) || clipped(element);

  // --- texts, and the boxes of their letters
  // The box that a browser gives a line of text is as high as the font says a line may need, which is more than the
  // lines stand apart (1.36 of the size in some fonts, with lines 1.25 apart). Letters reach from about 0.75 of the size
  // above their base line to 0.2 below it: boxes are cut down to that height around their middle, and to half a pixel less at
  // each side. What still meets by more than a pixel in both directions cannot be read.
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!node.data.trim() || parent.closest("svg > title, svg > desc, style, script") || unseen(parent)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const size = parseFloat(style(parent).fontSize) * zoomOf(parent);
    const boxes = [...range.getClientRects()].filter((box) => box.width > 1).map((box) => {
      const height = Math.min(box.height, size * 0.95), middle = (box.top + box.bottom) / 2;
      return {left: box.left + 0.5, right: box.right - 0.5, top: middle - height / 2, bottom: middle + height / 2};
    });
    texts.push({node, parent, boxes, text: node.data});
  }
  // A drawing is scaled: its text has the size of its units.
  function zoomOf(element) {
    const svg = element.closest("svg");
    return svg ? svg.getBoundingClientRect().width / svg.viewBox.baseVal.width : 1;
  }
  const lines = texts.flatMap((text) => text.boxes.map((box) => ({...box, text}))).sort((a, b) => a.top - b.top);
  lines.forEach((line, place) => {
    for (let next = place + 1; next < lines.length && lines[next].top < line.bottom - 1; next++) {
      const other = lines[next];
      const across = Math.min(line.right, other.right) - Math.max(line.left, other.left);
      const down = Math.min(line.bottom, other.bottom) - other.top;
      if (across > 1 && down > 1) found.push(`overlap: ${short(line.text.text)} and ${short(other.text.text)}`);
    }
  });

  // --- nothing reaches over the edge
  if (document.documentElement.scrollWidth > innerWidth) {
    found.push(`scrolls: ${document.documentElement.scrollWidth} pixels on ${innerWidth}`);
  }
  for (const line of lines) {
    const edge = (line.text.parent.closest("svg") || document.documentElement).getBoundingClientRect();
    if (line.left < edge.left - 1 || line.right > edge.right + 1) found.push(`cut off: ${short(line.text.text)}`);
    const below = line.text.parent.closest("svg");
    if (below && (line.top < edge.top - 1 || line.bottom > edge.bottom + 1)) {
      found.push(`cut off: ${short(line.text.text)}`);
    }
  }

  // --- contrast, by the formula of WCAG 2.2 (relative luminance)
  const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  const rgba = kept((colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  });
  const over = ([r, g, b, a], under) => [r, g, b].map((value, place) => value * a + under[place] * (1 - a));
  const luminance = (colour) => {
    const [r, g, b] = colour.map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  function contrast(one, other) {
    const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  }
  const canvasColour = matchMedia("(prefers-color-scheme: dark)").matches ? [18, 18, 18] : [255, 255, 255];
  const groundOf = kept((element) => (
    element ? over(rgba(style(element).backgroundColor), groundOf(element.parentElement)) : canvasColour));
  const hex = (colour) => `#${colour.map((value) => Math.round(value).toString(16).padStart(2, "0")).join("")}`;
  function judge(what, colour, ground, least) {
    const seen = over(rgba(colour), ground), ratio = contrast(seen, ground);
    if (ratio < least) found.push(`faint: ${what} ${hex(seen)} on ${hex(ground)} is ${ratio.toFixed(2)} : 1`);
  }

  // A mark in a drawing stands on the page, or on a back (.s-back) that was drawn before it. Backs themselves are no marks,
  // nor are the lines behind a curve (.l-back): what they say is said by what is drawn on them, or written beside them. Marks on marks, as a line on a bar, reach over its edges.
  const MARKS = "rect, line, path, circle, ellipse, polyline, polygon";
  for (const svg of document.querySelectorAll("svg")) {
    const backs = [...svg.querySelectorAll(".s-back")];
    const under = (element) => {
      const box = element.getBoundingClientRect(), x = (box.left + box.right) / 2, y = (box.top + box.bottom) / 2;
      const back = backs.findLast((each) => {
        const there = each.getBoundingClientRect();
        return each !== element && there.left <= x && x <= there.right && there.top <= y && y <= there.bottom
          && each.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING;
      });
      const page = groundOf(svg);
      return back ? over(rgba(style(back).fill), page) : page;
    };
    for (const mark of svg.querySelectorAll(MARKS)) {
      if (mark.matches(".s-back, .l-back") || mark.closest("defs, clipPath, mask")) continue;
      const box = mark.getBoundingClientRect(), {fill, stroke} = style(mark);
      const drawn = [stroke, mark.matches("line, polyline") ? "none" : fill].filter((each) => each !== "none");
      if (!drawn.length || !(box.width || box.height)) continue;
      judge(`mark ${mark.outerHTML.split(" ")[0]}`, drawn[0], under(mark), 3);
    }
    for (const text of svg.querySelectorAll("text")) judge(short(text.textContent), style(text).fill, under(text), 4.5);
  }
  for (const {parent, text} of texts) {
    if (!parent.closest("svg")) judge(short(text), style(parent).color, groundOf(parent), 4.5);
  }
  for (const element of document.body.querySelectorAll("*")) {
    const before = style(element, "::before");
    if (!["none", "normal"].includes(before.content) && !unseen(element)) {
      judge(before.content, before.color, groundOf(element), 4.5);
    }
  }

  // --- how it is built, for who hears it
  const all = (selector) => [...document.querySelectorAll(selector)];
  if (!document.documentElement.lang) found.push("built: no language");
  if (!document.title.trim()) found.push("built: no title");
  for (const tag of ["main", "h1"]) if (all(tag).length !== 1) found.push(`built: ${all(tag).length} × ${tag}`);
  if (all("body > *").some((each) => !each.matches("main, header, footer, nav"))) found.push("built: outside a landmark");
  all("h1, h2, h3, h4, h5, h6").reduce((above, head) => {
    const level = Number(head.tagName[1]);
    if (level > above + 1) found.push(`built: h${level} below h${above}: ${short(head.textContent)}`);
    if (!head.textContent.trim()) found.push(`built: an empty h${level}`);
    return level;
  }, 0);
  for (const head of all("th:not([scope])")) found.push(`built: a head without scope: ${short(head.textContent)}`);
  for (const each of all("table:not([aria-label])")) if (!each.caption) found.push(`built: a table without a name`);
  const ids = all("[id]").map((each) => each.id);
  for (const id of ids) if (ids.filter((each) => each === id).length > 1) found.push(`built: the id ${id} twice`);
  for (const svg of all("svg")) {
    const named = (svg.getAttribute("aria-labelledby") || "").split(" ").map((id) => document.getElementById(id));
    if (svg.getAttribute("role") !== "img" || !named.length || !named.every((each) => each && each.textContent.trim())) {
      found.push("built: a drawing without a title and a description");
    }
  }
  // A page runs nothing and leads nowhere: there is nothing to reach with the keyboard either.
  for (const each of all("a, script, link, img, iframe, object, embed, form, input, button, [tabindex], [style], base")) {
    found.push(`built: <${each.tagName.toLowerCase()}>`);
  }
  return found;
}
