/** The questions of an import as a form: the likeliest answer first, with its reason and a sample. Nothing is chosen yet. */
import { el, fill } from '../dom.js';
import { problem } from './ask.js';
import { pick, t } from './words.js';

/** Likely answers that are seen at once; the others are a click away. */
const MOST_CHOICES = 5;
const OTHER = '\u0000other';

/**
 * @param {object[]} questions
 * @param {(answers: Record<string, string>) => Promise<void>} answer
 * @param {string} id makes names on the page unique
 * @returns {HTMLElement}
 */
export function questionForm(questions, answer, id) {
  const said = el('div', {});
  const form = el(
    'form',
    { class: 'questions' },
    el('h3', {}, t('questions')),
    questions.map((question) => questionPart(question, `${id}-${question.code}`)),
    said,
    el('button', { class: 'office-button' }, t('question.send')),
  );
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const answers = readAnswers(form, questions, id);
    if (!answers) {
      fill(said, el('p', { class: 'office-error', role: 'alert' }, t('question.missing')));
      return;
    }
    const button = form.querySelector('button');
    button.disabled = true;
    try {
      await answer(answers);
    } catch (error) {
      button.disabled = false;
      fill(said, problem(error));
    }
  });
  return form;
}

function questionPart(question, name) {
  const isFree = question.code === 'crs' || !question.choices.length;
  return el(
    'fieldset',
    {},
    el('legend', {}, pick(question.message)),
    pick(question.hint) && el('p', { class: 'office-quiet' }, pick(question.hint)),
    question.choices.slice(0, MOST_CHOICES).map((choice) => choicePart(choice, name)),
    moreChoices(question.choices.slice(MOST_CHOICES), name),
    isFree && freePart(question, name),
  );
}

function moreChoices(choices, name) {
  if (!choices.length) return null;
  const parts = choices.map((choice) => choicePart(choice, name));
  return el(
    'details',
    { class: 'more-choices' },
    el('summary', {}, t('question.more', { count: choices.length })),
    el('div', {}, parts),
  );
}

function choicePart(choice, name) {
  return el(
    'label',
    { class: 'choice' },
    el('input', { type: 'radio', name, value: choice.value }),
    el(
      'span',
      { class: 'choice-words' },
      el('strong', {}, pick(choice.title) || choice.value),
      choice.value !== pick(choice.title) && el('code', {}, choice.value),
      pick(choice.reason) && el('span', {}, t('question.reason'), pick(choice.reason)),
      choice.sample.length > 0 &&
        el('span', { class: 'office-quiet' }, t('question.sample'), choice.sample.slice(0, 6).join(' · ')),
    ),
  );
}

function freePart(question, name) {
  const words = t(question.code === 'crs' ? 'question.other.crs' : 'question.other.text');
  const text = el('input', { name: `${name}-text`, maxlength: '4000', autocomplete: 'off', 'aria-label': words });
  if (!question.choices.length) return el('label', { class: 'choice-free' }, words, text);
  const radio = el('input', { type: 'radio', name, value: OTHER });
  text.addEventListener('input', () => (radio.checked = true));
  return el(
    'div',
    { class: 'choice' },
    el('label', { class: 'choice-other' }, radio, el('strong', {}, t('question.other'))),
    el('span', { class: 'choice-words' }, el('span', { class: 'office-quiet' }, words), text),
  );
}

function readAnswers(form, questions, id) {
  const data = new FormData(form);
  const answers = {};
  for (const { code, choices } of questions) {
    const name = `${id}-${code}`;
    const chosen = data.get(name);
    const value = !choices.length || chosen === OTHER ? data.get(`${name}-text`).trim() : chosen;
    if (!value) return null;
    answers[code] = value;
  }
  return answers;
}
