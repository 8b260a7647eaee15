// Elements. Text enters the page here and only as text: nothing in these scripts ever parses a string as markup.

const SVG = "http://www.w3.org/2000/svg";

/**
 * Set attributes, styles and listeners of an element, then append children; strings become text nodes.
 * @template {HTMLElement | SVGElement} T
 * @param {T} node @param {Attributes} attributes @param {Child[]} children @returns {T}
 */
function dress(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "style") for (const [key, is] of Object.entries(value)) node.style.setProperty(key, String(is));
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of /** @type {Child[]} */ (children.flat(5))) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return node;
}

/**
 * Make an HTML element.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag @param {Attributes} [attributes] @param {Child[]} children @returns {HTMLElementTagNameMap[K]}
 */
function h(tag, attributes = null, ...children) {
  return dress(document.createElement(tag), attributes, children);
}

/**
 * Make an SVG element.
 * @template {keyof SVGElementTagNameMap} K
 * @param {K} tag @param {Attributes} [attributes] @param {Child[]} children @returns {SVGElementTagNameMap[K]}
 */
function svg(tag, attributes = null, ...children) {
  return dress(/** @type {any} */ (document.createElementNS(SVG, tag)), attributes, children);
}

/**
 * Somebody's text, kept from turning the text around it.
 * @param {Child} text @param {Attributes} [attributes]
 */
function bdi(text, attributes = null) {
  return h("bdi", attributes, text);
}

/**
 * A link out, to web addresses only; for any other, null.
 * @param {string | null} url @param {string} label
 */
function webLink(url, label) {
  let address = null;
  try {
    const parsed = new URL(url || "");
    if (parsed.protocol === "http:" || parsed.protocol === "https:") address = parsed.href;
  } catch {
    address = null;
  }
  if (address === null) return null;
  return h("a", { href: address, rel: "noopener noreferrer", target: "_blank" }, label);
}

/**
 * Replace the content of a node.
 * @param {Element} node @param {Child[]} children
 */
function fillNode(node, ...children) {
  node.replaceChildren();
  return dress(/** @type {HTMLElement} */ (node), null, children);
}

/**
 * Words, or copies of an element, between things: between([a, b], ", ").
 * @param {Child[]} items @param {Gap} gap @returns {Child[]}
 */
function between(items, gap) {
  return items.flatMap((item, index) => (index ? [gap instanceof Node ? gap.cloneNode(true) : gap, item] : [item]));
}

/**
 * [before, marked, after] as text with the place name marked.
 * @param {string[]} text @returns {Child}
 */
function marked([before, mark, after]) {
  return [before, mark ? h("mark", null, mark) : null, after];
}

/**
 * The only element that a selector finds.
 * @param {string} selector @returns {HTMLElement}
 */
function one(selector) {
  const found = document.querySelector(selector);
  if (!(found instanceof HTMLElement)) throw new Error(`the page lacks ${selector}`);
  return found;
}

/**
 * A drawing for a button, on a grid of 16.
 * @param {string} path @param {boolean} [full]
 */
function drawing(path, full = false) {
  const stroke = { fill: "none", stroke: "currentColor", "stroke-width": 1.6, "stroke-linecap": "round", "stroke-linejoin": "round" };
  return svg("svg", { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" }, svg("path", { d: path, ...(full ? { fill: "currentColor" } : stroke) }));
}
