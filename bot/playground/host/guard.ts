import type { Context, MiddlewareHandler } from 'hono';

/** Only this machine's own names: another name that leads here is somebody else's page. */
const names = ['127.0.0.1', 'localhost'];

/**
 * Lets through what the page itself asks, and who opens its address. A page of another host, or of
 * another port of this machine, is refused: by the `Host` that it was looked up with, by the `Origin`
 * that browsers name, and by `Sec-Fetch-Site`.
 */
export function guard(port: () => number, policy: string): MiddlewareHandler {
  return async (context, next) => {
    context.header('content-security-policy', policy);
    context.header('x-content-type-options', 'nosniff');
    context.header('referrer-policy', 'no-referrer');
    context.header('cross-origin-opener-policy', 'same-origin');
    context.header('cross-origin-resource-policy', 'same-origin');
    if (!isFromHere(context, port())) return context.text('for this machine only', 403);
    return next();
  };
}

function isFromHere({ req }: Context, port: number): boolean {
  const host = req.header('host') ?? '';
  if (!names.some((name) => host === `${name}:${port}`)) return false;
  const origin = req.header('origin');
  if (origin !== undefined && origin !== `http://${host}`) return false;
  // Browsers name the origin of all that changes something.
  if (req.method !== 'GET') return origin !== undefined;
  const site = req.header('sec-fetch-site') ?? 'same-origin';
  const opensThePage = req.path === '/' && req.header('sec-fetch-mode') === 'navigate';
  return site === 'same-origin' || site === 'none' || opensThePage;
}
