/**
 * What a person does about items: sends it, lays the answer into the model, says it, and goes on to the next item. When
 * somebody else was faster nothing is sent twice and nothing is lost: the newer state is shown with the way to go on.
 *
 * @typedef {object} Trouble
 * @property {unknown} error
 * @property {string} item id
 * @property {object[]|null} changes that were meant, for items as they are now; null where there is nothing to send again
 */
import { t } from '../i18n.js';
import { announce } from '../ui/announce.js';
import { renewed } from './changes.js';
import { isFirstToCount } from './replacing.js';
import { carry, confirmMany, decide, getItem, getItems, getQueue, undo } from './requests.js';
import { nextAfter } from './worklist.js';

/**
 * @param {import('../store.js').Store} store
 * @param {import('./model.js').Model} model
 */
export function createActions(store, model) {
  const { id } = model.draft;
  let isBusy = false;

  const ids = () => model.listed(store.view).map((item) => item.id);
  const setTrouble = (trouble) => store.put('reviewTrouble', trouble);

  /** One request at a time: a key that is held down decides once. */
  const send = async (request, trouble) => {
    if (isBusy) return null;
    isBusy = true;
    store.put('reviewBusy', true);
    setTrouble(null);
    try {
      return await request();
    } catch (error) {
      await fail(error, trouble);
      return null;
    } finally {
      isBusy = false;
      store.put('reviewBusy', false);
    }
  };

  const fail = async (error, { item = '', changes = null } = {}) => {
    const isOvertaken = error.code === 'item_changed';
    let again = changes;
    if (isOvertaken) {
      const wanted = [...new Set([item, ...(error.detail?.items ?? []).map((one) => one.item)])].filter(Boolean);
      const items = (await Promise.all(wanted.map((one) => getItem(id, one).catch(() => null)))).filter(Boolean);
      model.apply({ items });
      again = changes && renewed(changes, new Map(items.map((one) => [one.id, one])));
    }
    setTrouble({ error, item, changes: isOvertaken ? again : null });
    announce(t(isOvertaken ? 'review.conflict' : 'review.failed'));
  };

  /** An answer tells of so many items at most; where it changed more, all are read again. */
  const wholeAnswer = async (answer) => {
    const told = answer.items.length + (answer.gone?.length ?? 0);
    return answer.changed > told ? { ...answer, ...(await getItems(id)) } : answer;
  };

  /** The queue is asked for anew where items came or went; without it the old order holds. */
  const renewQueue = () =>
    getQueue(id).then(
      ({ rows }) => model.renewRanks(rows),
      () => {},
    );

  /** What confirming many may confirm. */
  const allOpen = () => model.items().map((one) => ({ op: 'confirm', item: one.id }));
  const mayReplace = async (options) => {
    const { askReplacing } = await import('./replacing-dialog.js');
    return askReplacing({ store, model, actions }, {}, options);
  };

  const actions = {
    isBusy: () => isBusy,

    /**
     * @param {object[]} changes
     * @param {{say: string|((answer: object) => string), item?: string, isDone?: boolean}} options say: in words what
     *   was done; isDone: go on to the next item where this one has left the list
     * @returns {Promise<object|null>} the answer
     */
    async decide(changes, { say, item = store.view.entry, isDone = true }) {
      const before = ids();
      if (isBusy || (isFirstToCount(changes, model) && !(await mayReplace()))) return null;
      const answer = await send(() => decide(id, changes), { item, changes });
      if (!answer) return null;
      const known = new Set(model.items().map((one) => one.id));
      const isOther = answer.gone?.length > 0 || answer.items.some((one) => !known.has(one.id));
      model.apply(answer);
      if (isOther) renewQueue();
      const after = ids();
      if (isDone && !after.includes(item))
        store.set({ entry: nextAfter(before, after, item), place: '' }, { replace: true });
      const said = typeof say === 'function' ? say(answer) : say;
      const words = [
        said,
        waitsForSecond(changes, answer) && t('review.said.second'),
        answer.left_open?.length > 0 && t('review.said.leftOpen'),
        t('review.left', { count: after.length }),
      ];
      announce(words.filter(Boolean).join(t('list.semicolon')));
      return answer;
    },

    /** @param {{clause: string, above: number|null}} wish */
    async confirmMany(wish) {
      const before = ids();
      if (isFirstToCount(allOpen(), model) && !(await mayReplace())) return null;
      const answer = await send(
        async () =>
          wholeAnswer(
            await confirmMany(id, { clause: wish.clause, above: wish.above ?? 0, version: model.version }),
          ),
        {},
      );
      if (!answer) return null;
      model.apply(answer);
      const after = ids();
      if (!after.includes(store.view.entry))
        store.set({ entry: nextAfter(before, after, store.view.entry), place: '' }, { replace: true });
      const done = t('review.bulk.done', { count: answer.changed, left: answer.skipped.length });
      const isWaiting = answer.items.some(({ decision }) => decision === 'second');
      announce(isWaiting ? [done, t('review.said.second')].join(t('list.semicolon')) : done);
      return answer;
    },

    /** @param {{from: string, decide: boolean}} wish */
    async carry(wish) {
      if (wish.decide && isFirstToCount(allOpen(), model) && !(await mayReplace({ isCarrying: true }))) return null;
      const answer = await send(async () => ({ ...(await carry(id, wish)), ...(await getItems(id)) }), {});
      if (!answer) return null;
      model.apply(answer);
      renewQueue();
      announce(t('review.carry.done', { count: answer.changed }));
      return answer;
    },

    async undo() {
      const answer = await send(async () => wholeAnswer(await undo(id)), {});
      if (!answer) return null;
      model.apply(answer);
      renewQueue();
      const undone = new Set(answer.undone.items);
      const first = answer.items.find((one) => undone.has(one.id));
      if (first) store.set({ entry: first.id, place: '' }, { replace: true });
      announce(t('review.undone', { count: answer.changed }));
      return answer;
    },

    dropTrouble: () => setTrouble(null),
  };
  return actions;
}

/** Whether what was confirmed just now does not count before somebody else confirms it as well. */
const waitsForSecond = (changes, { items }) =>
  items.some(
    ({ id, decision }) =>
      decision === 'second' && changes.some(({ op, item, confirm }) => (op === 'confirm' && item === id) || confirm),
  );
