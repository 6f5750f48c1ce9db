/** @typedef {'fa' | 'en'} Language */
/** @typedef {{ [key: string]: string | Tree }} Tree */

/** @type {Record<Language, Tree>} */
let trees = { fa: {}, en: {} };

/** @returns {Promise<void>} */
export async function loadWords() {
  trees = await (await fetch('/words.json')).json();
}

/** @param {Tree} tree @param {string} key @returns {string | undefined} */
function find(tree, key) {
  /** @type {string | Tree | undefined} */
  let node = tree;
  for (const name of key.split('.')) node = typeof node === 'object' ? node[name] : undefined;
  return typeof node === 'string' ? node : undefined;
}

/**
 * The page's words in a language. Values are isolated, so that a name in the other direction does not
 * mix with the words around it; numbers are written in the language's digits.
 *
 * @param {Language} language
 */
export function wordsIn(language) {
  const numbers = new Intl.NumberFormat(language === 'fa' ? 'fa-IR' : 'en-GB');
  /** @param {string | number} value */
  const asText = (value) =>
    typeof value === 'number' ? numbers.format(value) : `\u2068${value}\u2069`;

  /** @param {string} key @param {Record<string, string | number>} [values] */
  const say = (key, values = {}) => {
    const { count } = values;
    const plural = count === 1 ? `${key}_one` : `${key}_other`;
    const text = find(trees[language], key) ?? find(trees[language], plural) ?? key;
    return text.replaceAll(/\{\{(\w+)\}\}/g, (_all, name) => asText(values[name] ?? ''));
  };
  /** @param {string} key */
  const sayInTheOther = (key) => find(trees[language === 'fa' ? 'en' : 'fa'], key) ?? key;

  const tag = language === 'fa' ? 'fa-IR' : 'en-GB';
  const zone = { timeZone: 'Asia/Tehran' };
  const clock = new Intl.DateTimeFormat(tag, { hour: '2-digit', minute: '2-digit', ...zone });
  const day = new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'long', ...zone });
  return {
    language,
    say,
    sayInTheOther,
    /** @param {number} value */
    number: (value) => numbers.format(value),
    /** @param {number} at milliseconds */
    clock: (at) => clock.format(at),
    /** @param {number} at milliseconds */
    day: (at) => day.format(at),
    /** @param {number} bytes */
    size: (bytes) =>
      bytes < 1024 * 1024
        ? `${numbers.format(Math.max(1, Math.round(bytes / 1024)))} kB`
        : `${numbers.format(Math.round(bytes / 1024 / 102.4) / 10)} MB`,
  };
}

/** @typedef {ReturnType<typeof wordsIn>} Words */
