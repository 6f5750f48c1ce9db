import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { en, fa } from '../../../locales/catalogue.ts';

export interface Asset {
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface Assets {
  /** By the path in the page's address. */
  readonly files: ReadonlyMap<string, Asset>;
  /** The Content-Security-Policy: nothing but the page's own files, and nothing from elsewhere. */
  readonly policy: string;
}

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
};

const page = join(import.meta.dirname, '../page');
const fonts = join(import.meta.dirname, '../../view/pictures/fonts');

/** The names under which the page imports packages; index.html maps them to these addresses. */
const modules = { 'preact.js': 'preact', 'hooks.js': 'preact/hooks', 'htm.js': 'htm' } as const;

/** Reads all that the page consists of; it is small, and stays in memory. */
export async function readAssets(): Promise<Assets> {
  const files = new Map<string, Asset>();
  const add = async (path: string, file: string, type: string): Promise<void> => {
    files.set(path, { type, bytes: Uint8Array.from(await readFile(file)) });
  };
  for (const name of await readdir(page)) {
    const type = types[name.split('.').at(-1) ?? ''];
    if (type) await add(name === 'index.html' ? '/' : `/${name}`, join(page, name), type);
  }
  for (const [name, module] of Object.entries(modules)) {
    await add(`/modules/${name}`, fileURLToPath(import.meta.resolve(module)), types['js'] ?? '');
  }
  for (const weight of ['Regular', 'Bold']) {
    const name = `Vazirmatn-${weight}.ttf`;
    await add(`/fonts/${name}`, join(fonts, name), 'font/ttf');
  }
  const words = new TextEncoder().encode(JSON.stringify({ fa: fa.page, en: en.page }));
  files.set('/words.json', { type: 'application/json', bytes: Uint8Array.from(words) });
  return { files, policy: policyOf(files.get('/')) };
}

/** The import map stands in the page itself, the only script there; its hash allows it and no other. */
function policyOf(index: Asset | undefined): string {
  const html = new TextDecoder().decode(index?.bytes);
  const [, map = ''] = /<script type="importmap">([\s\S]*?)<\/script>/.exec(html) ?? [];
  const hash = createHash('sha256').update(map).digest('base64');
  return [
    "default-src 'none'",
    `script-src 'self' 'sha256-${hash}'`,
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
