/**
 * Builds elements. Text is always a text node, so nothing that comes from data can become markup.
 *
 * @typedef {Node|string|number|null|undefined|false} Child
 */

const SVG = 'http://www.w3.org/2000/svg';

/**
 * @param {string} tag
 * @param {Record<string, unknown>} [props] `class`, `on<event>` (a function), `data` (an object for dataset), any property
 *   or attribute; null, undefined and false leave it out
 * @param {...(Child|Child[])} children
 * @returns {HTMLElement}
 */
export function el(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) setProp(element, name, value);
  element.append(...nodes(children));
  return element;
}

/**
 * @param {string} tag
 * @param {Record<string, string|number>} [attributes]
 * @param {...(Child|Child[])} children
 * @returns {SVGElement}
 */
export function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...nodes(children));
  return element;
}

/**
 * Replaces what an element holds.
 * @param {Element} element
 * @param {...(Child|Child[])} children
 */
export function fill(element, ...children) {
  element.replaceChildren(...nodes(children));
}

function nodes(children) {
  return children
    .flat(Infinity)
    .filter((child) => child !== null && child !== undefined && child !== false)
    .map((child) => (child instanceof Node ? child : document.createTextNode(String(child))));
}

function setProp(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
  else if (name === 'class') element.className = value;
  else if (name === 'data') Object.assign(element.dataset, value);
  else if (name in element && !name.startsWith('aria') && typeof value !== 'string') element[name] = value;
  else element.setAttribute(name, value === true ? '' : String(value));
}

/**
 * One listener for many children: `delegate(list, 'click', '[data-slug]', (row) => …)`.
 * @param {Element} root
 * @param {string} type
 * @param {string} selector
 * @param {(match: HTMLElement, event: Event) => void} listener
 * @returns {() => void} removes it
 */
export function delegate(root, type, selector, listener) {
  const handler = (event) => {
    const match = event.target instanceof Element ? event.target.closest(selector) : null;
    if (match && root.contains(match)) listener(match, event);
  };
  root.addEventListener(type, handler);
  return () => root.removeEventListener(type, handler);
}
