/** Which fields a style may be made of. */
import { choice, fieldOptions } from './style-controls.js';
import { t } from './words.js';

const isNumber = ({ type }) => type === 'number' || type === 'integer';

/** @param {{name: string, type: string}[]} fields @param {string} renderer @returns {{name: string}[]} that it can show */
export const fieldsFor = (fields, renderer) => (renderer === 'categories' ? fields : fields.filter(isNumber));

/** @param {import('./style-classes.js').Form} form @param {{field: string}} block @returns {HTMLElement} */
export const fieldChoice = ({ fields, draft, classify }, block) =>
  choice('field', t('style.field'), fieldOptions(fieldsFor(fields, draft.renderer)), block.field, (field) =>
    classify({ field }),
  );
