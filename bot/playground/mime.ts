/** The parts of a message that people see. Header names are in lower case. */
export type ReadMail = {
  readonly headers: ReadonlyMap<string, string>;
  readonly subject: string;
  readonly text: string;
  readonly html: string | undefined;
};

/**
 * Reads a message of one text, or of alternatives one level deep: what this bot sends. Not a reader for
 * mail from strangers.
 */
export function readMail(raw: Buffer): ReadMail {
  const entity = readEntity(raw.toString('latin1'));
  const parts = partsOf(entity);
  const withType = (type: string) => parts.find((part) => typeOf(part).startsWith(type));
  const text = withType('text/plain');
  const html = withType('text/html');
  return {
    headers: entity.headers,
    subject: decodeWords(entity.headers.get('subject') ?? ''),
    text: text === undefined ? '' : decodeBody(text).replaceAll('\r\n', '\n'),
    html: html === undefined ? undefined : decodeBody(html),
  };
}

type Entity = { readonly headers: ReadonlyMap<string, string>; readonly body: string };

function readEntity(source: string): Entity {
  const end = source.indexOf('\r\n\r\n');
  const head = (end < 0 ? source : source.slice(0, end)).replace(/\r\n[ \t]+/g, ' ');
  const headers = new Map<string, string>();
  for (const line of head.split('\r\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
  }
  return { headers, body: end < 0 ? '' : source.slice(end + 4) };
}

function partsOf(entity: Entity): readonly Entity[] {
  const boundary = /boundary="?([^";]+)"?/i.exec(entity.headers.get('content-type') ?? '')?.[1];
  if (boundary === undefined) return [entity];
  return `\r\n${entity.body}`
    .split(`\r\n--${boundary}`)
    .slice(1, -1)
    .map((part) => readEntity(part.replace(/^[ \t]*\r\n/, '')));
}

function typeOf(entity: Entity): string {
  return entity.headers.get('content-type')?.toLowerCase() ?? 'text/plain';
}

function decodeBody({ headers, body }: Entity): string {
  const encoding = headers.get('content-transfer-encoding')?.toLowerCase();
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  if (encoding !== 'quoted-printable') return Buffer.from(body, 'latin1').toString('utf8');
  return decodeQuoted(body.replace(/=\r\n/g, ''));
}

/** RFC 2047; the blank between two encoded words is not part of the text. */
function decodeWords(value: string): string {
  const joined = value.replace(/\?=\s+=\?/g, '?==?');
  return joined.replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind: string, text: string) =>
    kind.toLowerCase() === 'b'
      ? Buffer.from(text, 'base64').toString('utf8')
      : decodeQuoted(text.replaceAll('_', ' ')),
  );
}

function decodeQuoted(text: string): string {
  const bytes = text.replace(/=([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
