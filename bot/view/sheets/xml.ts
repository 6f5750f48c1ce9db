/** The text is not well-formed, or of a kind that no office program writes (a document type, say). */
export class BadXml extends Error {
  constructor() {
    super('not the XML of an office program');
    this.name = 'BadXml';
  }
}

/** Names are without their prefix. An element without content is an `open` and a `close`. */
export type XmlPiece =
  | { readonly kind: 'open'; readonly name: string; readonly attributes: string }
  | { readonly kind: 'close'; readonly name: string }
  | { readonly kind: 'text'; readonly text: string };

/** One tag, quotes respected: a `>` may stand in a value. Its parts exclude each other: no backtracking. */
const TAG = /<(\/?)([^\s/>"'<]+)([^"'>]*(?:(?:"[^"]*"|'[^']*')[^"'>]*)*)>/y;

/**
 * Goes over XML once, in order. Entities beyond the five of XML and numeric ones are not known, and a
 * document type, where others could be made, is refused.
 *
 * @throws {BadXml}
 */
export function* readXml(xml: string): Generator<XmlPiece> {
  let at = 0;
  while (at < xml.length) {
    const open = xml.indexOf('<', at);
    const textEnd = open < 0 ? xml.length : open;
    if (textEnd > at) yield { kind: 'text', text: decodeEntities(xml.slice(at, textEnd)) };
    if (open < 0) return;
    const passed = endOfAside(xml, open);
    if (passed === undefined) {
      at = yield* readTag(xml, open);
    } else {
      if (passed.text !== '') yield { kind: 'text', text: passed.text };
      at = passed.end;
    }
  }
}

function* readTag(xml: string, at: number): Generator<XmlPiece, number> {
  TAG.lastIndex = at;
  const match = TAG.exec(xml);
  if (match === null) throw new BadXml();
  const [, slash, fullName = '', rest = ''] = match;
  const name = fullName.slice(fullName.indexOf(':') + 1);
  if (slash === '/') {
    yield { kind: 'close', name };
  } else {
    yield { kind: 'open', name, attributes: rest };
    if (rest.endsWith('/')) yield { kind: 'close', name };
  }
  return TAG.lastIndex;
}

type Aside = { readonly text: string; readonly end: number };

/** Comments and instructions are passed over; CDATA is text as it stands. */
function endOfAside(xml: string, at: number): Aside | undefined {
  for (const [start, end, isText] of asides) {
    if (!xml.startsWith(start, at)) continue;
    const stop = xml.indexOf(end, at + start.length);
    if (stop < 0) throw new BadXml();
    return { text: isText ? xml.slice(at + start.length, stop) : '', end: stop + end.length };
  }
  if (xml.startsWith('<!', at)) throw new BadXml();
  return undefined;
}

const asides = [
  ['<![CDATA[', ']]>', true],
  ['<!--', '-->', false],
  ['<?', '?>', false],
] as const;

const names: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w{1,8}));/gi,
    (whole, hex, decimal, name) => {
      if (name !== undefined) return names[name] ?? whole;
      const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
    },
  );
}

const patterns = new Map<string, RegExp>();

/** The value of an attribute by its name without prefix, or undefined. */
export function attribute(attributes: string, name: string): string | undefined {
  const pattern =
    patterns.get(name) ?? new RegExp(`(?:^|[\\s:])${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`);
  patterns.set(name, pattern);
  const match = pattern.exec(attributes);
  const value = match?.[1] ?? match?.[2];
  return value === undefined ? undefined : decodeEntities(value);
}
