import type { Locator } from 'playwright-core';
import { describe, expect, test, vi } from 'vitest';
import { gatherCast } from '../../bot/playground/journey/cast.ts';
import { journeyOf } from '../../bot/playground/journey/journey.ts';
import { seatedAt } from './seated.ts';
import { chatOn, patience, useBrowser, write } from './support.ts';

const browser = useBrowser();

async function textsOf(chat: Locator): Promise<string[]> {
  return (await chat.locator('.text').allInnerTexts()).map((text) => text.trim());
}

describe('the journey in the page', () => {
  test('by clicking and typing, from the first greeting to the pay; a second browser shows the same', async () => {
    const { page } = await browser.visit();
    const other = await browser.visit({ lang: 'fa', colorScheme: 'dark' });
    const { playground } = browser.stage;
    const eyes = browser.stage.eyes;
    const casting = { language: 'en', married: true, eyes, patience } as const;
    const cast = seatedAt(page, gatherCast(playground, casting));

    for (const step of journeyOf(casting)) await step.act(cast);

    expect(cast.notes).toMatchObject({ hours: 37.5, amountRial: 11_250_000 });
    for (const who of [cast.student, cast.expert, cast.finance] as const) {
      for (const at of [page, other.page]) {
        const messages = (await chatOn(at, who.chat.id)).locator('[data-message]');
        // Asked anew each time: a page that the last step changed may still be on its way.
        await vi.waitFor(async () => {
          const seen = await messages.evaluateAll((all) =>
            all.map((one) => Number(one.getAttribute('data-message'))),
          );
          expect(seen).toEqual(who.chat.messages.map(({ id }) => id));
        }, patience);
      }
    }
    const student = await chatOn(page, cast.student.chat.id);
    const same = await chatOn(other.page, cast.student.chat.id);
    const texts = await textsOf(student);
    await expect.poll(() => textsOf(same)).toEqual(texts);
    expect(texts.at(-1)).toContain('11,250,000');
    expect(await page.locator('.arrival').count()).toBeGreaterThanOrEqual(3);
    // The password was deleted as soon as the bot had read it.
    expect(texts.join('\n')).not.toContain('sample-passw0rd');
  });

  test('begins anew, plays by itself, can be held, and taken over by hand at any point', async () => {
    const { page } = await browser.visit();
    await page.getByRole('button', { name: 'Play the journey for me' }).click();
    await page.getByRole('button', { name: 'Begin anew and play' }).click();
    // Not the quickest: the registration has to last until somebody has clicked here.
    await page.getByLabel('Pace').selectOption('brisk');
    const chat = await chatOn(page, 8_000_003);
    await chat.getByText('Choose your nationality.').waitFor();

    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByText('Paused.').waitFor();
    await page.getByLabel('Pace').selectOption('calm');
    await page.getByRole('button', { name: 'Go on' }).click();
    await chat.getByText('Write your last name').waitFor();
    await page.getByRole('button', { name: 'Take over by hand' }).click();
    await page.getByText('Yours now').waitFor();

    await write(chat, '/menu');
    await chat
      .getByRole('button', { name: /Go on with “.*Registration/ })
      .last()
      .waitFor();
    expect(browser.stage.shown.journey.state).toBe('stopped');
  });
});
