/** What the panel asks of the server. Answers data or files, or throws a RequestError; shows nothing itself. */
import { RequestError, address, isAborted } from '../api.js';
import { ask, refuse, request, write } from '../requests.js';
import { fileName } from './file-name.js';

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
