const WITH_SCHEME = /^(?:(https?|tg|ton|tonsite):\/\/)?([^/?#\s]+)([/?#]\S*)?$/i;
const HOST = /^(?:[^@\s/]*@)?[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)+(?::\d{1,5})?$/u;

/**
 * The link as Telegram stores it: `example.com` becomes `http://example.com/`.
 * Undefined where Telegram knows no link, as in hosts without a dot (`localhost`).
 */
export function canonicalLink(link: string): string | undefined {
  const match = WITH_SCHEME.exec(link.trim());
  if (!match) return undefined;
  const [, scheme = 'http', host = '', path = ''] = match;
  const protocol = scheme.toLowerCase();
  if (protocol === 'tg' || protocol === 'ton') return `${protocol}://${host}${path}`;
  if (!HOST.test(host)) return undefined;
  return `${protocol}://${host.toLowerCase()}${path.startsWith('/') ? path : `/${path}`}`;
}
