import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { languages, words } from '../../../bot/view/language.ts';
import { withoutTags } from '../../../bot/view/plain.ts';
import { exchangePage, filesOfPage, pageButtons, pagesOf } from '../../../bot/view/ticket.ts';
import type { TicketMessage, TicketView } from '../../../core/support/queries.ts';
import { longestMessage } from '../../../core/support/rules.ts';

const at = new Date('2023-10-07T06:00:00Z');

const message = fc.record({
  role: fc.constantFrom(null, 'expert' as const, 'studentDeputy' as const),
  text: fc.string({ minLength: 1, maxLength: longestMessage, size: 'max' }),
  files: fc.array(
    fc.record({
      key: fc.constant('a'.repeat(64)),
      mime: fc.constant('image/png'),
      deletedAt: fc.constantFrom(null, at),
    }),
    { maxLength: 5 },
  ),
});

const exchange = fc
  .array(message, { minLength: 1, maxLength: 25 })
  .map((all) => all.map((one, index): TicketMessage => ({ ...one, id: index + 1, at })));

const ticket = (messages: readonly TicketMessage[]): TicketView => ({
  ...{ id: 1042, topic: 'rules', state: 'open', role: 'expert' },
  ...{ createdAt: at, updatedAt: at, reopenUntil: null, messages },
});

describe('an exchange on pages', () => {
  test('each message stands on one page, in order; what came before stays where it was', () => {
    fc.assert(
      fc.property(exchange, (messages) => {
        const pages = pagesOf(messages);
        expect(pages.flat()).toEqual(messages);
        expect(pages.every((page) => page.length > 0)).toBe(true);
        const before = pagesOf(messages.slice(0, -1));
        expect(pages.slice(0, -1).slice(0, before.length - 1)).toEqual(before.slice(0, -1));
      }),
    );
  });

  test.each(languages)('every page leaves room for its head in a message (%s)', (language) => {
    fc.assert(
      fc.property(exchange, (messages) => {
        const { pages } = exchangePage(ticket(messages), words[language], {
          writer: 'support.staff.writer',
          page: '0',
        });
        for (let page = 0; page < pages; page += 1) {
          const shown = exchangePage(ticket(messages), words[language], {
            writer: 'support.staff.writer',
            page: String(page),
          });
          expect(withoutTags(shown.text).length).toBeLessThan(3_400);
        }
      }),
      { numRuns: 40 },
    );
  });

  const three = ticket(
    [2_000, 1_500, 10].map((length, index) => ({
      ...{ id: index + 1, role: null, text: 'x'.repeat(length), at },
      files: [{ key: 'k', mime: 'application/pdf', deletedAt: index === 0 ? at : null }],
    })),
  );
  const pageOf = (page: string | undefined) =>
    exchangePage(three, words.en, { writer: 'support.you', page }).page;

  test.each([
    [undefined, 1],
    ['', 1],
    ['-', 1],
    ['x', 1],
    ['1e99', 1],
    ['0', 0],
    ['-5', 0],
    ['7', 1],
  ])('page %j of two is page %i', (asked, page) => {
    expect(pageOf(asked)).toBe(page);
  });

  test('files of a page are those that are still kept, with a name that says what they are', () => {
    const files = (page: string) =>
      filesOfPage(three, words.en, { writer: 'support.you', page }).map(
        ({ document }) => document.kind === 'stored' && document.name,
      );
    expect(files('0')).toEqual([]);
    expect(files('1')).toEqual(['support-2-1.pdf', 'support-3-1.pdf']);
  });

  test('pages are turned where there are others', () => {
    const turns = (page: number, pages: number) =>
      pageButtons(words.en, 'ticket:9', { page, pages }).map((button) =>
        'data' in button ? button.data : '',
      );
    expect(turns(0, 1)).toEqual([]);
    expect(turns(0, 3)).toEqual(['ticket:9:1']);
    expect(turns(1, 3)).toEqual(['ticket:9:0', 'ticket:9:2']);
    expect(turns(2, 3)).toEqual(['ticket:9:1']);
  });
});
