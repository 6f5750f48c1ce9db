import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { officers, students } from '../../bot/playground/people.ts';
import { chatOn, useBrowser, write } from './support.ts';

const browser = useBrowser();
const { active, notEligible } = students;

describe('a chat on the page', () => {
  test('keeps the direction of each line, shows what the bot answers, and offers its commands', async () => {
    const { page } = await browser.visit();
    const chat = await chatOn(page, active.telegramId);
    await chat.getByRole('button', { name: 'Start', exact: true }).click();
    const question = chat.locator('.its .text').first();
    await question.waitFor();
    expect(await directions(question)).toEqual(['right', 'left']);

    await chat.getByRole('button', { name: 'English', exact: true }).click();
    await page.getByRole('status').getByText('The bot now speaks English.').waitFor();
    await chat.getByRole('button', { name: 'Commands of the bot' }).click();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Escape');
    await expect.poll(() => focused(page)).toBe('Commands of the bot');

    await chat.getByRole('textbox').fill('/sta');
    await chat.getByRole('list', { name: 'Commands of the bot' }).getByRole('button').click();
    await chat.locator('.mine').getByText('/status').waitFor();
  });

  test('sends pictures and documents, and saves what the bot sends', async () => {
    const { page } = await browser.visit();
    const { telegramId: id } = officers.expert;
    const chat = await chatOn(page, id);
    await chat.getByRole('button', { name: 'Start', exact: true }).click();
    await chat.getByRole('button', { name: 'English', exact: true }).click();
    await write(chat, '/records');
    await chat.getByText('columns').first().waitFor();

    const table = await readFile('prisma/data/qom-1402-capacity.csv');
    await chat
      .locator('input[data-as="document"]')
      .setInputFiles({ name: 'جدول.csv', mimeType: 'text/csv', buffer: table });
    const sent = chat.locator('.mine a.card');
    await sent.waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), sent.click()]);
    expect(download.suggestedFilename()).toBe('جدول.csv');
    expect((await readFile(await download.path())).equals(table)).toBe(true);

    await chat.getByRole('button', { name: 'Attach a file' }).click();
    await chat.getByRole('button', { name: 'A made-up certificate' }).click();
    await chat.locator('.mine .photo img').waitFor();
    await chat.locator('.mine .photo').click();
    await page.locator('dialog.picture img').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
  });

  test('blocks the bot and lets it in again, and answers for whoever opens a link into it', async () => {
    const { page } = await browser.visit();
    const chat = await chatOn(page, notEligible.telegramId);
    await chat.getByRole('button', { name: 'Start', exact: true }).click();
    await chat.getByRole('button', { name: 'English', exact: true }).click();
    await chat.getByRole('button', { name: 'Block the bot' }).click();
    await chat.getByText('The bot is blocked').waitFor();
    await chat.locator('.wide').click();
    await write(chat, 'https://t.me/hamyar_playground_bot?start=rAQFYXMHJ');
    await chat.locator('.mine').getByText('t.me').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Kaveh Khiali' }).click();
    const other = await chatOn(page, officers.secondUnitOfficer.telegramId);
    await other.locator('.mine').getByText('/start rAQFYXMHJ').waitFor();

    await write(chat, 'see https://example.org/x');
    await chat.locator('.mine').getByText('example.org').click();
    await chat.getByText('opens no outside address').waitFor();
  });
});

describe('disturbances', () => {
  const { administrator } = officers;

  test('a cut connection and a stopped bot lose nothing', async () => {
    const { page } = await browser.visit();
    const chat = await chatOn(page, administrator.telegramId);
    await chat.getByRole('button', { name: 'Start', exact: true }).click();
    await chat.getByRole('button', { name: 'English', exact: true }).click();
    await chat.locator('.its').getByText('Main menu').first().waitFor();

    await page.getByRole('switch', { name: 'The connection is cut' }).click();
    const before = await chat.locator('.its').count();
    await write(chat, '/help');
    await page.getByText('disturbed').waitFor();
    await page.getByText('1 message waits for the bot').waitFor();
    expect(await chat.locator('.its').count()).toBe(before);
    await page.getByRole('switch', { name: 'The connection is cut' }).click();
    await expect.poll(() => chat.locator('.its').count()).toBe(before + 1);

    await page.getByRole('switch', { name: 'The bot is stopped' }).click();
    await expect.poll(() => checked(page, 'The bot is stopped')).toBe('true');
    await write(chat, '/cancel');
    await page.getByText('1 message waits for the bot').waitFor();
    await page.getByRole('switch', { name: 'The bot is stopped' }).click();
    await expect.poll(() => chat.locator('.its').count(), { timeout: 60_000 }).toBe(before + 2);
    await page.getByText('Nothing waits').waitFor();
  });

  test('a refusal by Telegram (429) holds the answer, which comes once', async () => {
    const { page } = await browser.visit();
    const chat = await chatOn(page, administrator.telegramId);
    const before = await chat.locator('.its').count();
    await page.getByRole('switch', { name: 'Too many requests' }).click();
    await write(chat, '/help');
    await page.getByText('disturbed').waitFor();
    await page.getByRole('switch', { name: 'Too many requests' }).click();
    await expect.poll(() => chat.locator('.its').count()).toBe(before + 1);
  });
});

describe('the page', () => {
  test('shows the same chats when the playground is ended and started again', async () => {
    const { id } = browser.stage.chats.get(active.telegramId) ?? { id: 0 };
    const before = await browser.visit();
    const seen = await chatOn(before.page, id);
    // What earlier steps asked for is answered before this.
    await write(seen, '/help');
    await seen.locator('.its').last().getByText('Choose a topic').waitFor();
    const texts = (await seen.locator('.text').allInnerTexts()).slice(-5);
    await before.page.context().close();
    await browser.again();
    const { page } = await browser.visit();
    const chat = await chatOn(page, id);
    await expect
      .poll(async () => (await chat.locator('.text').allInnerTexts()).slice(-5))
      .toEqual(texts);
    const count = await chat.locator('.its').count();
    await write(chat, '/help');
    await expect.poll(() => chat.locator('.its').count()).toBe(count + 1);
  });

  test('fits a phone: one part at a time, nothing wider than the screen', async () => {
    const { page } = await browser.visit({
      lang: 'fa',
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    });
    const tabs = page.getByRole('navigation', { name: 'بخش‌های صفحه' });
    for (const name of ['افراد', 'گفت‌وگو', 'تلفن‌ها', 'ابزارها']) {
      await tabs.getByRole('button', { name }).tap();
      const wider = 'document.documentElement.scrollWidth > innerWidth';
      expect([name, await page.evaluate(wider)]).toEqual([name, false]);
      const parts = page.locator('.people, .chat, .arrivals, .faults').filter({ visible: true });
      expect([name, await parts.count()]).toEqual([name, 1]);
    }
    await tabs.getByRole('button', { name: 'افراد' }).tap();
    await page.locator('[data-row]').first().tap();
    await page.getByRole('button', { name: 'شروع', exact: true }).tap();
    await page.locator('.inline').getByText('English').waitFor();
    expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
  });

  test('names everything that can be pressed, and every picture', async () => {
    for (const lang of ['fa', 'en'] as const) {
      const { page } = await browser.visit({ lang });
      const unnamed = await page.getByRole('button', { name: /^\s*$/ }).count();
      const keys = await page.getByText(/\b(chat|journey|faults|people)\.[a-z]+/).count();
      expect({ lang, unnamed, keys }).toEqual({ lang, unnamed: 0, keys: 0 });
    }
  });

  test('what a person writes is text, whatever it looks like', async () => {
    const { page } = await browser.visit();
    const chat = await chatOn(page, active.telegramId);
    const markup = '<img src=x onerror="document.title=1"><b>not bold</b>';
    await write(chat, markup);
    await chat.locator('.mine').getByText(markup).waitFor();
    expect(await chat.locator('.mine b, .mine .text img').count()).toBe(0);
  });
});

/** The edge at which each line of a text begins. */
async function directions(text: Locator): Promise<string[]> {
  return text.evaluate((element) => {
    const box = element.getBoundingClientRect();
    const range = element.ownerDocument.createRange();
    range.selectNodeContents(element);
    return [...range.getClientRects()]
      .filter(({ width }) => width > 4)
      .map((line) => (line.right > box.right - 2 && line.left > box.left + 2 ? 'right' : 'left'));
  });
}

const focused = (page: Page) => page.evaluate("document.activeElement?.getAttribute('aria-label')");

const checked = (page: Page, name: string) =>
  page.getByRole('switch', { name }).getAttribute('aria-checked');
