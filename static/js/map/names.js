/** What the map calls a unit: its Chinese name, on the English page its name in Latin letters. */
import { lang } from '../i18n.js';

/** @typedef {{name: string, nameEn?: string}} Named */

/** @param {Named} unit @returns {string} for the map, where there is room for one name */
export const mapName = ({ name, nameEn }) => (lang() === 'en' && nameEn) || name;

/** @param {Named} unit @returns {string} for tooltips and the live region: the Chinese name stays, it is the official one */
export const spokenName = ({ name, nameEn }) => (lang() === 'en' && nameEn ? `${nameEn} ${name}` : name);
