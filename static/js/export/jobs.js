/**
 * The long tasks of this window, books and reports: all of them are followed, also while the panel is closed, and found
 * again after the page was loaded anew.
 */
import { announce } from '../ui/announce.js';
import { t } from '../i18n.js';
import { cancelJob, getJob, startJob } from './requests.js';

const POLL_MS = 1000;
/** Statuses by which the server says that there is no such task for this person. */
const GONE = new Set([403, 404]);
const KEY = 'atlas.export.jobs';
const RUNNING = ['waiting', 'queued', 'running'];
/** Most lines; those that have ended give way to a new one, the oldest first. */
const MOST = 6;

const target = new EventTarget();
let jobs = [];
let failure = null;
let isFollowing = false;
let speaker = null;

const tell = () => target.dispatchEvent(new Event('change'));

/** @param {() => void} listener @param {(words: string) => void} say while somebody listens @returns {() => void} ends it */
export function onJobs(listener, say) {
  target.addEventListener('change', listener);
  speaker = say;
  recall();
  return () => {
    target.removeEventListener('change', listener);
    speaker = null;
    keep(jobs.filter(({ isTaken }) => !isTaken));
  };
}

/** @returns {{jobs: object[], failure: unknown}} in the order of their beginning */
export const jobsNow = () => ({ jobs, failure });

export const isRunning = ({ state }) => RUNNING.includes(state);

/** @param {object[]} all @returns {object[]} without the oldest ended ones, as far as there are too many */
export function withinLimit(all, most = MOST) {
  const ended = all.filter((job) => !isRunning(job));
  const gone = new Set(ended.slice(0, Math.max(all.length - most, 0)));
  return all.filter((job) => !gone.has(job));
}

/**
 * @param {object} wish kind, values and options of the task
 * @param {string} title
 */
export async function begin(wish, title) {
  failure = null;
  try {
    const begun = await startJob(wish);
    keep(withinLimit([...jobs, { ...begun, title }]));
    follow();
  } catch (error) {
    failure = error;
  }
  tell();
}

/** A file that was taken need not be found again; its line stays as long as the panel, should the download fail. */
export function take(id) {
  keep(jobs.map((job) => (job.id === id ? { ...job, isTaken: true } : job)));
}

export function dismiss(id) {
  keep(jobs.filter((job) => job.id !== id));
  tell();
}

export function dismissFailure() {
  failure = null;
  tell();
}

export async function stopJob(id) {
  try {
    await cancelJob(id);
  } catch (error) {
    // When it has ended meanwhile, the next look at it says how.
    if (!error.status) failure = error;
  }
  tell();
}

export const readyWords = ({ result, title }) => t('export.ready', { name: result?.file_name ?? title });

async function follow() {
  if (isFollowing) return;
  isFollowing = true;
  while (jobs.some(isRunning)) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    await Promise.all(jobs.filter(isRunning).map(look));
    tell();
  }
  isFollowing = false;
}

async function look({ id }) {
  try {
    const now = await getJob(id);
    keep(jobs.map((job) => (job.id === id ? { ...job, ...now, title: job.title } : job)));
    const job = jobs.find((one) => one.id === id);
    if (job?.state === 'done') (speaker ?? announce)(readyWords(job));
  } catch (error) {
    // Without a network, or while the service is away, it is asked again; a task that the server does not know is over.
    if (!GONE.has(error.status)) return;
    failure = error;
    keep(jobs.filter((job) => job.id !== id));
  }
}

function keep(next) {
  jobs = next;
  try {
    const known = jobs.filter(({ isTaken }) => !isTaken).map(({ id, title }) => ({ id, title }));
    sessionStorage.setItem(KEY, JSON.stringify(known));
  } catch {
    // Storage is a convenience: without it the tasks are followed until the page is closed.
  }
}

function recall() {
  if (jobs.length > 0) return;
  try {
    const known = JSON.parse(sessionStorage.getItem(KEY)) ?? [];
    jobs = known.map(({ id, title }) => ({ id, title, state: 'running', percent: 0 }));
  } catch {
    // What is no list of ours is none.
  }
  follow();
}
