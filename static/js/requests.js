/**
 * Requests that write or read what belongs to one person, with the token that a page of ours sends along. Answers data
 * or throws a RequestError; shows nothing itself.
 */
import { RequestError, address, isAborted } from './api.js';

const CSRF_HEADER = 'X-Atlas-Csrf';
/** The token that writing requests send along; a visitor gets one as well. */
let token = '';

/**
 * @param {string} path
 * @param {{params?: import('./api.js').Params, method?: string, headers?: Record<string, string>, body?: unknown,
 *   signal?: AbortSignal}} [options]
 * @returns {Promise<any>} null for an empty answer
 * @throws {RequestError}
 */
export async function ask(path, { params = {}, ...options } = {}) {
  const response = await request(address(path, params), options);
  if (!response.ok) await refuse(response);
  if (response.status === 204) return null;
  return json(response);
}

/** @returns {Promise<object>} who is signed in and what they may do; renews the token along the way */
export async function askSession() {
  const session = await ask('api/session');
  token = session.csrf;
  return session;
}

/**
 * The token is asked for at the first need, and again where the page stood open for too long.
 * @param {string} path
 * @param {{method?: string, body?: object, form?: FormData}} [options]
 * @returns {Promise<any>}
 * @throws {RequestError}
 */
export async function write(path, { method = 'POST', body, form } = {}) {
  if (!token) await askSession();
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
    await askSession();
    return send();
  }
}

/**
 * @param {string} url
 * @param {RequestInit & {headers?: Record<string, string>}} options
 * @returns {Promise<Response>}
 */
export async function request(url, { headers = {}, ...options }) {
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

/** @param {Response} response that is not ok */
export async function refuse(response) {
  const { code = 'unreadable', message, hint, detail } = (await json(response)).error ?? {};
  throw new RequestError(code, { message, hint, detail, status: response.status });
}
