/** Whether a URL's host can only be this machine, so that plain text on it leaves nowhere. */
export function isLoopback(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').toLowerCase();
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** Whether nothing that is sent to a web address can be read on the way. */
export const isConfidential = ({ protocol, hostname }: URL): boolean =>
  protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));

/** The configuration would send secrets in clear over a network. The text names only the carrier. */
export class InsecureCarrier extends Error {
  constructor(carrier: string) {
    super(`${carrier}: only an encrypted address, or one on this machine, is allowed`);
    this.name = 'InsecureCarrier';
  }
}
