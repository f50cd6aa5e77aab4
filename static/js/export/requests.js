/** What the panel asks of the server. Answers data or files, or throws a RequestError; shows nothing itself. */
import { RequestError, address, isAborted } from '../api.js';
import { fileName } from './file-name.js';

const CSRF_HEADER = 'X-Atlas-Csrf';
/** The token that writing requests send along; a visitor gets one as well. */
let token = '';

/** Papers, limits, words of the office, templates, and what this reader may do. */
export const getOptions = () => ask('exports/options');
export const getCheck = (params, { signal }) => ask('exports/check', { params, signal });
export const startJob = (wish) => write('exports/jobs', { body: wish });
export const getJob = (id) => ask(`exports/jobs/${encodeURIComponent(id)}`);
export const cancelJob = (id) => write(`exports/jobs/${encodeURIComponent(id)}`, { method: 'DELETE' });
export const jobFile = (id) => address(`exports/jobs/${encodeURIComponent(id)}/file`);
export const saveTemplate = (template) => write('exports/templates', { body: template });
export const removeTemplate = (name) =>
  write(`exports/templates/${encodeURIComponent(name)}`, { method: 'DELETE' });

/** @param {File} file a figure made before @returns {Promise<object>} the request that it carries */
export function readFigure(file) {
  const form = new FormData();
  form.set('file', file, file.name);
  return write('exports/redraw', { form });
}

/**
 * @param {string} path
 * @param {import('../lib/figure-params.js').FigureParams} params
 * @param {{signal?: AbortSignal, fallback?: string}} [options] fallback: a name, should the server give none
 * @returns {Promise<{blob: Blob, name: string}>}
 */
export async function getFile(path, params, { signal, fallback = 'figure' } = {}) {
  const response = await request(address(path, params), { signal });
  if (!response.ok) await refuse(response);
  try {
    return {
      blob: await response.blob(),
      name: fileName(response.headers.get('Content-Disposition'), fallback),
    };
  } catch (cause) {
    if (isAborted(cause)) throw cause;
    throw new RequestError('network', { cause });
  }
}

async function ask(path, { params = {}, ...options } = {}) {
  const response = await request(address(path, params), options);
  if (!response.ok) await refuse(response);
  if (response.status === 204) return null;
  return json(response);
}

async function renewToken() {
  token = (await ask('api/session')).csrf;
}

/** The token is asked for at the first need, and again where the page stood open for too long. */
async function write(path, { method = 'POST', body, form } = {}) {
  if (!token) await renewToken();
  const send = () =>
    ask(path, {
      method,
      headers: { [CSRF_HEADER]: token, ...(body && { 'Content-Type': 'application/json' }) },
      body: form ?? (body && JSON.stringify(body)),
    });
  try {
    return await send();
  } catch (error) {
    if (error.code !== 'form_expired') throw error;
    await renewToken();
    return send();
  }
}

async function request(url, { headers = {}, ...options }) {
  try {
    return await fetch(url, { ...options, headers: { Accept: 'application/json, */*;q=0.5', ...headers } });
  } catch (cause) {
    if (isAborted(cause)) throw cause;
    throw new RequestError('network', { cause });
  }
}

async function json(response) {
  try {
    return await response.json();
  } catch (cause) {
    if (isAborted(cause)) throw cause;
    throw new RequestError('unreadable', { status: response.status, cause });
  }
}

async function refuse(response) {
  const { code = 'unreadable', message, hint } = (await json(response)).error ?? {};
  throw new RequestError(code, { message, hint, status: response.status });
}
