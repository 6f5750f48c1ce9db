import { createInstance, type FormatterModule } from 'i18next';
import { type Catalogue, en, fa } from '../../locales/catalogue.ts';

export const languages = ['fa', 'en'] as const;
export type Language = (typeof languages)[number];

/** The phrases of a text that lists some, with the commas of either language between. */
export const phrasesIn = (text: string): string[] => text.split(/[,،]/);

type Leaf<Node, Path extends string = ''> = {
  [Key in keyof Node & string]: Node[Key] extends string
    ? `${Path}${Key}`
    : Leaf<Node[Key], `${Path}${Key}.`>;
}[keyof Node & string];

type Singular<Key extends string> = Key extends `${infer Base}_${'one' | 'other'}` ? Base : Key;

/** Dotted key of a text; `x` for a pair `x_one`, `x_other`. */
export type MessageKey = Singular<Leaf<Catalogue>>;

type At<Node, Path extends string> = Path extends `${infer Head}.${infer Rest}`
  ? Head extends keyof Node
    ? At<Node[Head], Rest>
    : never
  : Path extends keyof Node
    ? Node[Path]
    : `${Path}_other` extends keyof Node
      ? Node[`${Path}_other` & keyof Node]
      : never;

type Names<Text> = Text extends `${string}{{${infer Name}}}${infer Rest}`
  ? Name | Names<Rest>
  : never;

/** Text that is HTML already and is put in as it is. */
export class Html {
  readonly html: string;
  constructor(html: string) {
    this.html = html;
  }
}

export type Value = string | number | bigint | Html;

type Values<Key extends MessageKey> = [Names<At<Catalogue, Key>>] extends [never]
  ? []
  : [values: Record<Names<At<Catalogue, Key>>, Value>];

/** Finds the text of a key; the compiler knows which values it needs. */
export type Translate = <Key extends MessageKey>(key: Key, ...values: Values<Key>) => string;

export interface Words {
  readonly language: Language;
  /** For messages with HTML formatting: values are escaped. */
  readonly html: Translate;
  /** For buttons, alerts and files: values stand as they are. */
  readonly plain: Translate;
}

const firstStrongIsolate = '\u2068';
const leftToRightIsolate = '\u2066';
const popIsolate = '\u2069';

/**
 * Keeps a piece of text from mixing with the direction of the text around it. Isolates, because the
 * messenger removes the older embedding marks (U+202A to U+202E).
 */
export const isolate = (text: string): string => `${firstStrongIsolate}${text}${popIsolate}`;

export const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A code, number or address that a tap copies; the isolates stand around it, so that they are not copied. */
export const copyable = (text: string): string =>
  `${leftToRightIsolate}<code>${escapeHtml(text)}</code>${popIsolate}`;

const numberFormats = {
  fa: new Intl.NumberFormat('fa-IR', { maximumFractionDigits: 2 }),
  en: new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 }),
};

export const formatNumber = (value: number | bigint, language: Language): string =>
  numberFormats[language].format(value);

function formatValue(value: unknown, language: Language, html: boolean): string {
  if (value instanceof Html) return html ? value.html : value.html.replaceAll(/<[^>]*>/g, '');
  if (typeof value === 'number' || typeof value === 'bigint') return formatNumber(value, language);
  const text = String(value);
  return isolate(html ? escapeHtml(text) : text);
}

/** `/menu` inside a right-to-left sentence is shown as `menu/` unless it is isolated, with its example. */
const isolateCommands = (text: string): string =>
  text.replaceAll(
    /(?<![\w/<])\/[a-z]+(?: (?:&lt;[^&]*&gt;|[A-Z\d]+-[A-Z\d]+))*/g,
    (command) => `${leftToRightIsolate}${command}${popIsolate}`,
  );

/** A tap on `<code>` copies what is inside, so the isolates stand around it. */
const isolatesOutsideCode = (text: string): string =>
  text.replaceAll(
    new RegExp(`<code>${firstStrongIsolate}([^${popIsolate}]*)${popIsolate}</code>`, 'g'),
    `${leftToRightIsolate}<code>$1</code>${popIsolate}`,
  );

type Tree = { [key: string]: string | Tree };

const mapTexts = (tree: Tree, change: (text: string) => string): Tree =>
  Object.fromEntries(
    Object.entries(tree).map(([key, node]) => [
      key,
      typeof node === 'string' ? change(node) : mapTexts(node, change),
    ]),
  );

/** Every value that is put into a text passes here, so none can be forgotten. */
const formatter: FormatterModule = {
  type: 'formatter',
  init: () => undefined,
  add: () => undefined,
  addCached: () => undefined,
  format: (value, format, language, options) => {
    const shown = formatValue(value, language === 'en' ? 'en' : 'fa', options?.['html'] === true);
    return format === undefined ? shown : `${shown} ${nounFor(value, format)}`;
  },
};

/**
 * `{{hours, hour|hours}}` in a text is the value with what follows it for one and for others, so that
 * a text counts as many things as it likes.
 */
function nounFor(value: unknown, format: string): string {
  const [one = '', others = one] = format.split('|');
  return String(value) === '1' ? one : others;
}

const i18n = createInstance();
await i18n.use(formatter).init({
  lng: 'fa',
  supportedLngs: languages,
  resources: {
    fa: { translation: mapTexts(fa, isolateCommands) },
    en: { translation: en },
  },
  interpolation: { escapeValue: false, alwaysFormat: true },
});

function translator(language: Language, html: boolean): Translate {
  const find = i18n.getFixedT(language);
  return (key, ...[values]) =>
    isolatesOutsideCode(String(find(key as string, { ...(values ?? {}), html })));
}

const wordsOf = (language: Language): Words => ({
  language,
  html: translator(language, true),
  plain: translator(language, false),
});

/** One set of words per language, used per update: there is no language switch. */
export const words: Readonly<Record<Language, Words>> = { fa: wordsOf('fa'), en: wordsOf('en') };
