import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import {
  type Browser,
  type BrowserContextOptions,
  chromium,
  type Locator,
  type Page,
} from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { readConfig } from '../../bot/config.ts';
import { type Host, startHost } from '../../bot/playground/host/host.ts';
import { Stage } from '../../bot/playground/host/stage.ts';
import { chromiumOptions } from './chromium.ts';

/** Milliseconds that a page may take on a busy machine. */
export const patience = 30_000;

export interface OpenPage {
  readonly page: Page;
  /** What the browser complained of, and what it asked of others than the playground. */
  readonly complaints: readonly string[];
}

export interface Visit extends BrowserContextOptions {
  readonly lang?: 'fa' | 'en';
}

/** A playground with its page, and a browser; every page that was opened must have nothing to complain of. */
export function useBrowser() {
  let browser: Browser;
  let stage: Stage;
  let host: Host;
  let folder: string;
  let open: OpenPage[] = [];

  const begin = async (): Promise<void> => {
    const config = readConfig({ DATA_DIR: join(folder, 'playground') });
    stage = await Stage.open({ config, log: pino({ level: 'silent' }), now: () => new Date() });
    host = await startHost(stage, 0);
  };
  const end = async (): Promise<void> => {
    await host?.close();
    await stage?.close();
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hamyar-browser-'));
    await begin();
    browser = await chromium.launch(chromiumOptions);
  });
  afterEach(async () => {
    const complaints = open.flatMap((one) => one.complaints);
    await Promise.all(open.map(({ page }) => page.context().close()));
    open = [];
    expect(complaints).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await end();
    await rm(folder, { recursive: true, force: true });
  });

  return {
    get stage() {
      return stage;
    },
    get address() {
      return host.address;
    },
    /** Ends the playground, and starts it again with what it kept. */
    async again(): Promise<void> {
      await end();
      await begin();
    },
    /** Opens the page in a browser of its own: nothing is shared with another but the playground. */
    async visit({ lang = 'en', ...options }: Visit = {}): Promise<OpenPage> {
      const context = await browser.newContext({
        viewport: { width: 1440, height: 900 },
        ...options,
      });
      context.setDefaultTimeout(patience);
      const page = await context.newPage();
      const complaints = listen(page, host.address);
      const opened = { page, complaints };
      open.push(opened);
      await page.goto(`${host.address}/?lang=${lang}`);
      await page.locator('.people li').first().waitFor({ state: 'attached' });
      return opened;
    },
  };
}

function listen(page: Page, address: string): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(`${address}/`)) complaints.push(`asked ${request.url()}`);
  });
  return complaints;
}

/** The chat of a person on the page, brought there by the list of people. */
export async function chatOn(page: Page, personId: number): Promise<Locator> {
  const chat = page.locator(`[data-person="${personId}"]`);
  if (!(await chat.isVisible())) await page.locator(`[data-row="${personId}"]`).click();
  await chat.waitFor();
  return chat;
}

/** Writes into the chat as one does, and sends it. */
export async function write(chat: Locator, text: string): Promise<void> {
  await chat.getByRole('textbox').fill(text);
  await chat.getByRole('textbox').press('Enter');
}
