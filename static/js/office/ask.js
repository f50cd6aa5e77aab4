/** Asks the service; a refusal comes back in words. */
import { el } from '../dom.js';
import { given, pageAddress } from './given.js';
import { pick, t } from './words.js';

/** What the service, or the network, refused. */
export class Refused extends Error {
  /** @param {{code?: string, message?: object, hint?: object}} error @param {number} status */
  constructor(error, status) {
    super(pick(error.message) || t('network'));
    this.code = error.code ?? '';
    this.hint = error.message ? pick(error.hint) : t('network.hint');
    this.status = status;
  }
}

/**
 * @param {string} path
 * @param {{method?: string, body?: object, signal?: AbortSignal}} [options]
 * @returns {Promise<any>} null for an empty answer
 */
export async function ask(path, { method = 'GET', body, signal } = {}) {
  const headers = { Accept: 'application/json' };
  if (method !== 'GET') headers['X-Atlas-Csrf'] = given.csrf;
  if (body) headers['Content-Type'] = 'application/json';
  let response;
  let answer;
  try {
    response = await fetch(path, { method, headers, signal, body: body && JSON.stringify(body) });
    answer = response.status === 204 ? null : await response.json();
  } catch (error) {
    // Whoever stopped the request, even in the middle of its answer, wants to know just that.
    if (error.name === 'AbortError') throw error;
    throw new Refused({}, response?.status ?? 0);
  }
  if (!response.ok) throw new Refused(answer?.error ?? {}, response.status);
  return answer;
}

/**
 * Sends a file; fetch cannot tell how far it is, so this asks in the older way.
 * @param {File} file
 * @param {Record<string, string>} wishes
 * @param {{onProgress: (percent: number) => void, onStart: (stop: () => void) => void}} told
 * @returns {Promise<any>} the upload
 */
export function send(file, wishes, { onProgress, onStart }) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const form = new FormData();
    Object.entries(wishes).forEach(([name, value]) => value && form.set(name, value));
    form.set('file', file, file.name);
    request.open('POST', '/api/uploads');
    request.setRequestHeader('X-Atlas-Csrf', given.csrf);
    request.responseType = 'json';
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(Math.floor((100 * loaded) / total)));
    request.addEventListener('load', () => {
      if (request.status < 300 && request.response) resolve(request.response);
      else reject(new Refused(request.response?.error ?? {}, request.status));
    });
    request.addEventListener('error', () => reject(new Refused({}, 0)));
    request.addEventListener('abort', () => resolve(null));
    onStart(() => request.abort());
    request.send(form);
  });
}

/** @param {Error} error @returns {HTMLElement} what is wrong and what to do next */
export function problem(error) {
  if (!(error instanceof Refused)) throw error;
  const again = ['sign_in_needed', 'form_expired', 'password_change_needed'].includes(error.code);
  const here = `${location.pathname}${location.search}`;
  return el(
    'div',
    { class: 'office-error', role: 'alert' },
    el('strong', {}, error.message),
    error.hint && ` ${error.hint}`,
    again && el('a', { href: pageAddress(`/sign-in?next=${encodeURIComponent(here)}`) }, ` ${t('sign_in')}`),
  );
}
