import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { readConfig } from '../../bot/config.ts';
import { startHost } from '../../bot/playground/host/host.ts';
import { Stage } from '../../bot/playground/host/stage.ts';
import type { WireAct } from '../../bot/playground/host/wire.ts';
import { words } from '../../bot/view/language.ts';
import { chromiumOptions } from './chromium.ts';

const folder = join(import.meta.dirname, 'pictures');

interface Shot extends BrowserContextOptions {
  readonly name: string;
}

const desktop = { viewport: { width: 1440, height: 900 } };
const phone = { viewport: { width: 390, height: 780 }, isMobile: true, hasTouch: true };

/** In each language, what is pictured while the expert is about to approve. */
const shots: Readonly<Record<'en' | 'fa', readonly Shot[]>> = {
  en: [{ name: 'desktop', ...desktop, colorScheme: 'light' }],
  fa: [
    { name: 'desktop-fa', ...desktop, colorScheme: 'dark' },
    { name: 'phone-fa', ...phone, colorScheme: 'light' },
  ],
};

/** `npm run pictures`: the pictures of the README, taken from the page that ships. */
async function takePictures(): Promise<void> {
  const data = await mkdtemp(join(tmpdir(), 'hamyar-pictures-'));
  const config = readConfig({ DATA_DIR: join(data, 'playground') });
  const log = pino({ level: 'warn' });
  const stage = await Stage.open({ config, log, now: () => new Date() });
  const host = await startHost(stage, 0);
  const browser = await chromium.launch(chromiumOptions);
  try {
    for (const language of ['en', 'fa'] as const) {
      if (!stage.shown.untouched) await stage.anew();
      const pages = await openAll(browser, `${host.address}/?lang=${language}`, shots[language]);
      await playUntilApproval(stage, language);
      for (const [name, page] of pages) await take(browser, page, name);
    }
  } finally {
    await browser.close();
    await host.close();
    await stage.close();
    await rm(data, { recursive: true, force: true });
  }
}

async function openAll(browser: Browser, address: string, wanted: readonly Shot[]) {
  const pages: [string, Page][] = [];
  for (const { name, ...options } of wanted) {
    const context = await browser.newContext({ ...options, reducedMotion: 'reduce' });
    const page = await context.newPage();
    await page.goto(address);
    await page.locator('.people li').first().waitFor({ state: 'attached' });
    pages.push([name, page]);
  }
  return pages;
}

/** Plays, and holds where the expert is about to approve the request. */
async function playUntilApproval(stage: Stage, language: 'en' | 'fa'): Promise<void> {
  const approval = words[language].plain('review.approve');
  const isMeant = (next: WireAct | undefined) => next?.does === 'tap' && next.what === approval;
  await new Promise<void>((resolve, reject) => {
    const stop = stage.on('change', () => {
      const { state, next } = stage.shown.journey;
      if (state === 'playing' && !isMeant(next)) return;
      stop();
      if (state !== 'playing') return reject(new Error(`the journey is ${state}`));
      stage.performance.pause();
      resolve();
    });
    stage.play(language, 'quick');
  });
}

/** As WebP, which a browser makes of what it sees. */
async function take(browser: Browser, page: Page, name: string): Promise<void> {
  // Pictures in the chats have come, and the last toast is gone.
  await page.waitForTimeout(4_000);
  const png = (await page.screenshot()).toString('base64');
  const tool = await browser.newPage();
  const encoded = await tool.evaluate(`new Promise((resolve) => {
    const image = new Image();
    image.onload = () => {
      const canvas = new OffscreenCanvas(image.width, image.height);
      canvas.getContext('2d').drawImage(image, 0, 0);
      canvas.convertToBlob({ type: 'image/webp', quality: 0.86 }).then((blob) => {
        const reader = new FileReader();
        reader.onload = () => resolve(reader.result.split(',')[1]);
        reader.readAsDataURL(blob);
      });
    };
    image.src = 'data:image/png;base64,${png}';
  })`);
  await tool.close();
  await writeFile(join(folder, `${name}.webp`), Buffer.from(String(encoded), 'base64'));
}

takePictures().catch((error: unknown) => {
  process.stderr.write(`${(error as Error).stack}\n`);
  process.exitCode = 1;
});
