// Elements. Text enters the page here and only as text: nothing in these scripts ever parses a string as markup.

const SVG = "http://www.w3.org/2000/svg";

/** Set attributes, styles and listeners of an element, then append children; strings become text nodes. */
function dress(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "style") for (const [key, is] of Object.entries(value)) node.style.setProperty(key, is);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children.flat(3)) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return node;
}

/** Make an HTML element. */
function h(tag, attributes, ...children) {
  return dress(document.createElement(tag), attributes, children);
}

/** Make an SVG element. */
function svg(tag, attributes, ...children) {
  return dress(document.createElementNS(SVG, tag), attributes, children);
}

/** Somebody's text, kept from turning the text around it. */
function bdi(text, attributes) {
  return h("bdi", attributes, text);
}

/** A link out, to web addresses only; without one, the plain label. */
function webLink(url, label) {
  let address = null;
  try {
    const parsed = new URL(url);
    if (parsed.protocol === "http:" || parsed.protocol === "https:") address = parsed.href;
  } catch {
    address = null;
  }
  if (address === null) return null;
  return h("a", { href: address, rel: "noopener noreferrer", target: "_blank" }, label);
}

/** Replace the content of a node. */
function fillNode(node, ...children) {
  node.replaceChildren();
  return dress(node, null, children);
}

/** Words, or copies of an element, between things: join([a, b], ", "). */
function join(items, between) {
  return items.flatMap((item, index) => (index ? [between instanceof Node ? between.cloneNode(true) : between, item] : [item]));
}

/** [before, marked, after] as text with the place name marked. */
function marked([before, mark, after]) {
  return [before, mark ? h("mark", null, mark) : null, after];
}
