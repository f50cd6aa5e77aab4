/** Units as the page writes them: those of tables as they are printed there, those of our own counts in its language. */
import { t } from './i18n.js';
import { isCounted } from './lib/query.js';

/** @param {{id: string, unit: string}} indicator of the server @returns {string} */
export const unitOf = ({ id, unit }) => (isCounted(id) ? t('unit.counted') : unit);
