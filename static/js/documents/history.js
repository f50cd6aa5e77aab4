/** Who decided what and when, newest first. */
import { el, fill } from '../dom.js';
import { locale, t } from '../i18n.js';
import { loadInto } from '../ui/load.js';
import { openDialog } from './dialog.js';
import { getHistory } from './requests.js';
import { describedWords, stepWords, withDescribed } from './step-words.js';
import { titleOf } from './words.js';

const PAGE_STEPS = 50;
/** Items of a step that are named. */
const MOST_NAMED = 3;

/** @param {object} context store and model */
export function openHistory({ store, model }) {
  const body = el('div', { class: 'review-history' });
  const dialog = openDialog('review-history-dialog', t('review.history'), [body]);
  const go = (id) => {
    dialog.close();
    store.set({ entry: id, place: '', queue: 'all', clause: '', kind: [] });
  };
  const list = el('ol', {});
  const more = el('button', { type: 'button', class: 'button' }, t('review.history.more'));
  const waiting = [];
  const draw = ({ steps, described = [] }) => {
    waiting.push(...described);
    const lines = withDescribed(steps, waiting, steps.length < PAGE_STEPS);
    if (!list.isConnected)
      fill(body, lines.length === 0 ? el('p', { class: 'note' }, t('review.history.none')) : list, more);
    list.append(...lines.map((line) => stepLine(line, model, go)));
    more.hidden = steps.length < PAGE_STEPS;
    more.onclick = async () => draw(await getHistory(model.draft.id, steps.at(-1).number));
  };
  loadInto(body, () => getHistory(model.draft.id), draw, { lines: 6 });
}

function stepLine(step, model, go) {
  const { at, actor, items = [], undone } = step;
  const time = new Date(at);
  const named = items.filter((id) => model.item(id)).slice(0, MOST_NAMED);
  return el(
    'li',
    { class: undone ? 'is-undone' : '' },
    el(
      'p',
      {},
      el('strong', {}, actor),
      ' ',
      step.number ? stepWords(step) : describedWords(step),
      undone && [' ', el('span', { class: 'tag' }, t('review.step.undone'))],
    ),
    el(
      'p',
      { class: 'note' },
      Number.isNaN(time.getTime()) ? at : el('time', { datetime: at }, time.toLocaleString(locale())),
    ),
    named.length > 0 &&
      el(
        'ul',
        {},
        named.map((id) =>
          el(
            'li',
            {},
            el('button', { type: 'button', class: 'link-button', onclick: () => go(id) }, titleOf(model.item(id))),
          ),
        ),
      ),
  );
}
