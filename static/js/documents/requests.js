/** What the review asks of the server. Answers data, or throws a RequestError; shows nothing itself. */
import { RequestError, address } from '../api.js';
import { ask, askSession, write } from '../requests.js';

/** Rows of the queue in one answer. */
const PAGE_ROWS = 500;

const of = (id, part) => `api/documents/${encodeURIComponent(id)}${part ? `/${part}` : ''}`;

let session = null;
/** Who is signed in, asked once: whoever signs in or out loads the page anew. @returns {Promise<object>} */
export function getSession() {
  session ??= askSession().catch((error) => {
    session = null;
    throw error;
  });
  return session;
}

export const getDrafts = () => ask('api/documents/drafts');
export const getDraft = (id) => ask(of(id, 'draft'));
export const getText = (id) => ask(of(id, 'text'));
export const getItems = (id, clause = '') => ask(of(id, 'items'), { params: { clause } });
export const getItem = (id, item) => ask(of(id, 'item'), { params: { id: item } });
export const getHistory = (id, before) => ask(of(id, 'history'), { params: { before } });
export const decide = (id, changes) => write(of(id, 'decisions'), { body: { changes } });
export const confirmMany = (id, wish) => write(of(id, 'confirmations'), { body: wish });
export const getCarrySources = (id) => ask(of(id, 'carry'));
export const getCarry = (id, from) => ask(of(id, 'carry'), { params: { from } });
export const carry = (id, wish) => write(of(id, 'carry'), { body: wish });
export const getReplaced = (id, facts = {}) => ask(of(id, 'replaced'), { params: facts });
export const undo = (id) => write(of(id, 'undo'), { body: {} });
export const describeDocument = (id, facts) => write(of(id, ''), { method: 'PATCH', body: facts });
export const removeDocument = (id) => write(of(id, ''), { method: 'DELETE' });
export const originalAddress = (id) => address(of(id, 'original'));
export const exportAddress = (id) => address(of(id, 'export'));

/**
 * The queue, as far as it is needed to begin, or whole.
 * @param {string} id
 * @param {{isWhole?: boolean}} [options]
 * @returns {Promise<{rows: object[], total: number}>} rows: id, doubt, weight and reasons
 */
export async function getQueue(id, { isWhole = true } = {}) {
  const rows = [];
  let total = 1;
  while (rows.length < total) {
    const answer = await ask(of(id, 'queue'), { params: { brief: 1, limit: PAGE_ROWS, offset: rows.length } });
    rows.push(...answer.rows);
    total = answer.rows.length === 0 ? rows.length : answer.total;
    if (!isWhole) break;
  }
  return { rows, total };
}

/**
 * Sends a file and tells how far it is; fetch cannot, so this asks in the older way.
 * @param {File} file
 * @param {Record<string, string>} wishes
 * @param {{isReviewed: boolean, onProgress: (percent: number) => void, signal: AbortSignal}} options isReviewed: YAML of
 *   another atlas
 * @returns {Promise<{document: object, findings: object[]}>}
 */
export const sendDocument = (file, wishes, { isReviewed, onProgress, signal }) =>
  sendFile(isReviewed ? 'api/documents/import' : 'api/documents', file, wishes, { onProgress, signal });

/**
 * What a file says of itself; nothing of it is kept.
 * @param {File} file
 * @param {AbortSignal} signal
 * @returns {Promise<{title: string, area: object|null}>}
 */
export const proposeFacts = (file, signal) =>
  sendFile('api/documents/proposal', file, {}, { onProgress: () => {}, signal });

async function sendFile(path, file, wishes, { onProgress, signal }) {
  const { csrf } = await askSession();
  const form = new FormData();
  Object.entries(wishes).forEach(([name, value]) => value && form.set(name, value));
  form.set('file', file, file.name);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', address(path));
    request.setRequestHeader('X-Atlas-Csrf', csrf);
    request.setRequestHeader('Accept', 'application/json');
    request.responseType = 'json';
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress((100 * loaded) / total));
    request.addEventListener('load', () => {
      if (request.status < 300 && request.response) return resolve(request.response);
      const { code = 'unreadable', ...about } = request.response?.error ?? {};
      return reject(new RequestError(code, { ...about, status: request.status }));
    });
    request.addEventListener('error', () => reject(new RequestError('network')));
    request.addEventListener('abort', () => reject(new DOMException('stopped', 'AbortError')));
    signal.addEventListener('abort', () => request.abort());
    request.send(form);
  });
}
