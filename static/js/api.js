/**
 * Every request of the page but the tiles. Answers data or throws a RequestError; shows nothing itself.
 * A newer request on the same channel aborts the older one; an aborted request throws an error that `isAborted` knows.
 */

const channels = new Map();

/** @typedef {Record<string, string|number|boolean|string[]|null|undefined>} Params */

/** What went wrong, in words for a reader. `code` is stable: the server's own, or `network`, `unreadable`. */
export class RequestError extends Error {
  /**
   * @param {string} code
   * @param {{message?: import('./i18n.js').Text, hint?: import('./i18n.js').Text, detail?: Record<string, any>,
   *   status?: number, cause?: unknown}} [parts]
   */
  constructor(code, { message = {}, hint = {}, detail = {}, status = 0, cause } = {}) {
    super(message.en || code, { cause });
    this.name = 'RequestError';
    this.code = code;
    this.text = message;
    this.hint = hint;
    this.detail = detail;
    this.status = status;
  }
}

/** @param {unknown} error */
export const isAborted = (error) => error instanceof DOMException && error.name === 'AbortError';

/**
 * @param {string} path relative to the page, so that the atlas may live under any prefix
 * @param {Params} [params] empty ones are left out; arrays become comma lists
 * @returns {string} absolute address
 */
export function address(path, params = {}) {
  const url = new URL(path, document.baseURI);
  for (const [name, value] of Object.entries(params)) {
    const text = Array.isArray(value) ? value.join(',') : String(value ?? '');
    if (text !== '') url.searchParams.set(name, text);
  }
  return url.href;
}

/**
 * @param {string} path such as `api/bootstrap`
 * @param {Params} [params]
 * @param {{channel?: string}} [options]
 * @returns {Promise<any>} the parsed answer
 * @throws {RequestError} when the server refused, could not be reached, or answered something else than JSON
 */
export async function fetchJson(path, params = {}, { channel = '' } = {}) {
  const controller = new AbortController();
  if (channel) {
    channels.get(channel)?.abort();
    channels.set(channel, controller);
  }
  try {
    return await readJson(await request(address(path, params), controller.signal));
  } finally {
    if (channels.get(channel) === controller) channels.delete(channel);
  }
}

/** Stops what is under way on a channel. @param {string} channel */
export function cancel(channel) {
  channels.get(channel)?.abort();
}

async function request(url, signal) {
  try {
    return await fetch(url, { signal, headers: { Accept: 'application/json' } });
  } catch (cause) {
    if (isAborted(cause)) throw cause;
    throw new RequestError('network', { cause });
  }
}

async function readJson(response) {
  let body;
  try {
    body = await response.json();
  } catch (cause) {
    if (isAborted(cause)) throw cause;
    throw new RequestError('unreadable', { status: response.status, cause });
  }
  if (response.ok) return body;
  const { code = 'unreadable', message, hint } = body.error ?? {};
  throw new RequestError(code, { message, hint, status: response.status });
}

const segment = (id) => encodeURIComponent(id);

export const getBootstrap = () => fetchJson('api/bootstrap');
export const getDesignations = (params, options) => fetchJson('api/designations', params, options);
export const getChoropleth = (params, options) => fetchJson('api/choropleth', params, options);
export const getUnit = (adcode, options) => fetchJson(`api/units/${segment(adcode)}`, {}, options);
export const getGoals = (params, options) => fetchJson('api/goals', params, options);
export const getTargets = (params, options) => fetchJson('api/targets', params, options);
export const getDocuments = () => fetchJson('api/documents');
export const getDocument = (id, options) => fetchJson(`api/documents/${segment(id)}`, {}, options);
export const getClause = (document, clause, options) =>
  fetchJson(`api/documents/${segment(document)}/clause`, { id: clause }, options);
export const getDraftDesignations = (document, params, options) =>
  fetchJson(`api/documents/${segment(document)}/designations`, params, options);
export const getComparison = (a, b, options) => fetchJson('api/compare', { a, b }, options);
export const search = (q, { limit = 8, region = '', channel = 'search' } = {}) =>
  fetchJson('api/search', { q, limit, region }, { channel });
export const getLayer = (id, options) => fetchJson(`api/layers/${segment(id)}`, {}, options);
export const getItems = (layer, params, options) =>
  fetchJson(`api/layers/${segment(layer)}/items`, params, options);
export const getItem = (layer, fid, options) =>
  fetchJson(`api/layers/${segment(layer)}/items/${segment(fid)}`, {}, options);
