import { describe, expect, test } from 'vitest';
import { type Language, languages, words } from '../bot/view/language.ts';
import { en, fa } from '../locales/catalogue.ts';
import { asShown, linesFromTheLeft } from './support/bidi.ts';
import { readSources } from './support/source-tree.ts';

type Texts = ReadonlyMap<string, string>;

const texts: Readonly<Record<Language, Texts>> = { fa: flat(fa), en: flat(en) };

function flat(tree: object, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, node]: [string, unknown]) =>
      typeof node === 'string'
        ? [[`${prefix}${key}`, node] as const]
        : [...flat(node as object, `${prefix}${key}.`)],
    ),
  );
}

const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{\{(\w+)(?:, [^{}|]+\|[^{}|]+)?\}\}/g)].map(([, name = '']) => name).sort();

/** The question of the language is asked in both. */
const inBothLanguages = new Set(['start.askLanguage', 'start.persian', 'start.english']);

/** Telegram's, without those that the bot has no use for. */
const openingTag = /^<(b|i|u|s|code|pre|blockquote|a href="[^"<>]*")>$/;

function wrongTag(text: string): string | undefined {
  const open: string[] = [];
  for (const [tag] of text.matchAll(/<[^>]*>?/g)) {
    const name = openingTag.exec(tag)?.[1]?.replace(/ .*/, '');
    if (name) open.push(name);
    else if (tag !== `</${open.pop()}>`) return tag;
  }
  return open.pop();
}

// ---------------------------------------------------------------- laws of a text as it is written

interface Law {
  readonly says: string;
  readonly languages: readonly Language[];
  /** What is wrong with this text, if anything. */
  readonly fault: (text: string, key: string) => string | undefined | null;
  readonly brokenBy: { readonly key: string; readonly text: string };
}

/**
 * Something that is typed in Latin letters as it stands: an address, a code, a command with what
 * follows it. It has at least one Latin letter; digits standing alone are no such thing.
 */
const typedInLatin = /\/[a-z]+( [\w-]+)?|[\w@.+-]*[A-Za-z][\w@.+-]*/g;

/** A value with a noun for many alone; of a limit it is known that it is more than one. */
const countedAsMany =
  /\{\{(?!limit|most)\w+\}\} (more |working |approved )?(hours|days|rows|people|items|files|requests|entries|digits)\b/;

/** A sentence that asks for something which takes a moment. */
const askedUntil =
  /(?:^|[.:;,\n]\s*|\band )(?:[^\p{L}\s]+ )?(?:go|confirm|answer|write|tap|decline)\b[^.:;\n]* until\b/iu;

const laws: readonly Law[] = [
  {
    says: 'a text is not empty',
    languages,
    fault: (text) => (text.trim() === '' ? 'is empty' : undefined),
    brokenBy: { key: 'x', text: '' },
  },
  {
    says: 'tags are those of a message and closed in order',
    languages,
    fault: wrongTag,
    brokenBy: { key: 'x', text: '<b>{{name}}</i>' },
  },
  {
    says: 'an ampersand begins an entity',
    languages,
    fault: (text) => /&(?!(lt|gt|amp|quot);).{0,8}/.exec(text)?.[0],
    brokenBy: { key: 'x', text: 'you & me' },
  },
  {
    says: 'no marks of direction are written: the translator puts isolates',
    languages,
    fault: (text) =>
      /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(text) ? 'has one' : undefined,
    brokenBy: { key: 'x', text: '\u202bسلام\u202c' },
  },
  {
    says: 'no Arabic letters or digits where Persian has its own',
    languages,
    fault: (text) => /\S*[\u064a\u0643\u0649\u0660-\u0669]\S*/.exec(text)?.[0],
    brokenBy: { key: 'x', text: 'كد' },
  },
  {
    says: 'digits are Persian but in what is typed in Latin letters',
    languages: ['fa'],
    fault: (text) => /[0-9]+/.exec(withoutTagsAndNames(text).replaceAll(typedInLatin, ''))?.[0],
    brokenBy: { key: 'x', text: 'کد 6 رقم است؛ مانند AB-12.' },
  },
  {
    says: 'English texts have no Persian, but where the language is asked',
    languages: ['en'],
    fault: (text, key) =>
      inBothLanguages.has(key) ? undefined : /[\u0600-\u06ff]+/.exec(text)?.[0],
    brokenBy: { key: 'x', text: 'Send کد' },
  },
  {
    says: 'what is counted is told in words for one too',
    languages: ['en'],
    fault: (text, key) => (key.endsWith('_other') ? undefined : countedAsMany.exec(text)?.[0]),
    brokenBy: { key: 'x', text: 'Enter {{left}} more hours' },
  },
  {
    says: 'what is to be done is to be done by a time, not until it',
    languages: ['en'],
    fault: (text) => askedUntil.exec(text)?.[0],
    brokenBy: { key: 'x', text: '⏳ Go to the unit until the end of {{until}}.' },
  },
  {
    says: 'Persian counts 0 as one, so that its words for one never say «یک»',
    languages: ['fa'],
    fault: (text, key) =>
      key.endsWith('_one') && (/(?<!\p{L})یک(?!\p{L})/u.test(text) || !text.includes('{{count}}'))
        ? 'says one where it may be none'
        : undefined,
    brokenBy: { key: 'x_one', text: 'یک بار دیگر' },
  },
];

const withoutTagsAndNames = (text: string): string => text.replaceAll(/<[^>]*>|\{\{\w+\}\}/g, '');

describe('texts', () => {
  const cases = laws.flatMap((law) => law.languages.map((one) => [law.says, one, law] as const));

  test.each(cases)('%s (%s)', (_says, language, { fault }) => {
    const faults = [...texts[language]].flatMap(([key, text]) => {
      const what = fault(text, key);
      return what === undefined || what === null ? [] : [`${language} ${key}: ${what}`];
    });
    expect(faults).toEqual([]);
  });

  test.each(laws.map((law) => [law.says, law] as const))('able to fail: %s', (_says, law) => {
    expect(law.fault(law.brokenBy.text, law.brokenBy.key)).toBeTruthy();
  });
});

describe('the two languages', () => {
  test('have the same keys', () => {
    expect([...texts.en.keys()].sort()).toEqual([...texts.fa.keys()].sort());
  });

  test('have the same placeholders in each text', () => {
    const named = (of: Texts) =>
      Object.fromEntries([...of].map(([key, text]) => [key, [...new Set(placeholders(text))]]));
    expect(named(texts.en)).toEqual(named(texts.fa));
  });

  test('have a word for one wherever they have one for many, and the other way round', () => {
    const lone = [...texts.fa.keys()].filter((key) => {
      const other = key.replace(/_(one|other)$/, (end) => (end === '_one' ? '_other' : '_one'));
      return other !== key && !texts.fa.has(other);
    });
    expect(lone).toEqual([]);
  });
});

// ---------------------------------------------------------------- texts as they are shown

/** Values that a careless sentence would tear apart or turn round. */
const samples = [
  { what: 'a code that begins with a digit', value: '2Q7K-84MD', seen: '2Q7K-84MD' },
  { what: 'a phone number', value: '+98 912 000 0042', seen: '+98 912 000 0042' },
  { what: 'a range of years', value: '۱۴۰۲-۱۴۰۳', seen: '۱۴۰۲-۱۴۰۳' },
  { what: 'an e-mail address', value: 'n.a-1@example.com', seen: 'n.a-1@example.com' },
  { what: 'a Persian name', value: 'نگار خیالی', seen: [...'نگار خیالی'].reverse().join('') },
  { what: 'a number', value: 2042, seen: { fa: '۲٬۰۴۲', en: '2,042' } },
] as const;

type Find = (key: string, values: Readonly<Record<string, unknown>>) => string;

/** The keys are known to the compiler one by one; here they come from the catalogue. */
const find = (language: Language): Find => words[language].html as unknown as Find;

interface Shown {
  readonly key: string;
  readonly html: string;
  /** Without tags, as the reader's eye meets it. */
  readonly lines: readonly string[];
  readonly places: number;
}

/** Every text of a language with one value in all its places. */
function show(language: Language, value: unknown): Shown[] {
  return [...texts[language]].map(([key, text]) => {
    const names = placeholders(text);
    const plural = /_(one|other)$/.exec(key)?.[1];
    const count = { one: 1, other: 2042 }[plural ?? ''];
    const values = Object.fromEntries(names.map((name) => [name, value]));
    const html = find(language)(key.replace(/_(one|other)$/, ''), {
      ...values,
      ...(count === undefined ? {} : { count }),
    });
    const places = names.filter((name) => count === undefined || name !== 'count').length;
    return { key, html, lines: asShown(withoutTags(html)), places };
  });
}

const withoutTags = (html: string): string =>
  html
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

const timesIn = (lines: readonly string[], piece: string): number =>
  lines.reduce((sum, line) => sum + line.split(piece).length - 1, 0);

describe.each(languages)('%s texts on the screen', (language) => {
  test.each(samples)('keep $what whole and in order', ({ value, seen }) => {
    const expected = typeof seen === 'string' ? seen : seen[language];
    const torn = show(language, value)
      .filter(({ lines, places }) => timesIn(lines, expected) < places)
      .map(({ key, lines }) => `${key}: ${lines.join(' / ')}`);
    expect(torn).toEqual([]);
  });

  test('put values in isolates that a tap on code does not copy, and no older marks', () => {
    const wrong = show(language, '2Q7K-84MD')
      .filter(({ html, places }) => {
        const isolated =
          html.match(/\u2068(2Q7K-84MD)\u2069|\u2066<code>2Q7K-84MD<\/code>\u2069/g)?.length ?? 0;
        const inCode = /<code>[^<]*[\u2066-\u2069]/.test(html);
        return isolated < places || inCode || /[\u202a-\u202e]/.test(html);
      })
      .map(({ key }) => key);
    expect(wrong).toEqual([]);
  });
});

describe('Persian sentences on the screen', () => {
  const shown = show('fa', 'نگار');

  test('keep commands, addresses and Latin examples in order', () => {
    const torn = shown.flatMap(({ key, lines }) => {
      const written = withoutTagsAndNames(texts.fa.get(key) ?? '');
      return [...written.matchAll(typedInLatin)]
        .map(([piece]) => piece.replace(/[.-]+$/, ''))
        .filter((piece) => timesIn(lines, piece) === 0)
        .map((piece) => `${key}: ${piece} in ${lines.join(' / ')}`);
    });
    expect(torn).toEqual([]);
  });

  test('keep dates, clocks and other numbers with signs between in order', () => {
    const torn = shown.flatMap(({ key, lines }) => {
      const written = withoutTagsAndNames(texts.fa.get(key) ?? '');
      return [...written.matchAll(/[۰-۹]+([^\s۰-۹\p{L}][۰-۹]+)+/gu)]
        .filter(([piece]) => timesIn(lines, piece) === 0)
        .map(([piece]) => `${key}: ${piece} in ${lines.join(' / ')}`);
    });
    expect(torn).toEqual([]);
  });

  test('begin at the right edge', () => {
    const wrong = shown
      .filter(({ html }) => linesFromTheLeft(withoutTags(html)).length > 0)
      .map(({ key }) => key);
    expect(wrong).toEqual([]);
  });
});

test('buttons and alerts have no tags, which would be shown as they stand', () => {
  // A key that is put together counts where it names its group, as in `terms.levels.${level}`.
  const used = readSources(['bot']).flatMap(({ text }) =>
    [...text.matchAll(/\bplain\(\s*(['`])(\w+\.[\w.]*\w|\w+\.[\w.]+\.)(\$\{|\1)/g)].map(
      ([, , start = '', end]) => ({
        start,
        whole: end !== '${',
      }),
    ),
  );
  expect(used.length).toBeGreaterThan(20);
  const isUsed = (key: string) =>
    used.some(({ start, whole }) =>
      whole ? key.replace(/_(one|other)$/, '') === start : key.startsWith(start),
    );
  const tagged = languages.flatMap((language) =>
    [...texts[language]]
      .filter(([key, text]) => isUsed(key) && /<|&\w+;/.test(text))
      .map(([key]) => `${language} ${key}`),
  );
  expect(tagged).toEqual([]);
});

describe('the reader of what is shown', () => {
  test('sees a range turned round and a command torn where nothing isolates them', () => {
    expect(asShown('سال ۱۴۰۲-۱۴۰۳ و /menu')).not.toContainEqual(
      expect.stringContaining('۱۴۰۲-۱۴۰۳'),
    );
    expect(asShown('بفرستید: /menu')).toEqual(['menu/ :دیتسرفب']);
    expect(asShown('بفرستید: \u2066/menu\u2069')).toEqual(['/menu :دیتسرفب']);
  });

  test('sees a line that begins at the wrong edge', () => {
    expect(linesFromTheLeft('SMS فرستادیم')).toHaveLength(1);
    expect(linesFromTheLeft('\u2068SMS\u2069 فرستادیم')).toHaveLength(0);
  });
});
