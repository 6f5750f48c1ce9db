import { describe, expect, test } from 'vitest';
import { languages, words } from '../../../bot/view/language.ts';
import { certificatePicture } from '../../../bot/view/pictures/guide/certificate.ts';
import { contactPicture } from '../../../bot/view/pictures/guide/contact.ts';
import { payPicture, setupPicture, workPicture } from '../../../bot/view/pictures/guide/office.ts';
import { pathPicture } from '../../../bot/view/pictures/guide/path.ts';
import { shebaPicture } from '../../../bot/view/pictures/guide/sheba.ts';
import { renderPng } from '../../../bot/view/pictures/render.ts';
import { parseSheba } from '../../../core/bank/rules.ts';
import { acceptFile } from '../../../core/files/rules.ts';
import { drawnLines, meetingLines } from '../../support/drawn-lines.ts';

const pictures = {
  path: pathPicture,
  contact: contactPicture,
  sheba: shebaPicture,
  certificate: certificatePicture,
  work: workPicture,
  pay: payPicture,
  setup: setupPicture,
};

const cases = languages.flatMap((language) =>
  Object.entries(pictures).map(([name, draw]) => [language, name, draw] as const),
);

describe('the pictures of the guide', () => {
  test.each(cases)(
    '%s, %s: no text leaves the margins or meets another',
    (language, _name, draw) => {
      const lines = drawnLines(draw(words[language]));
      expect(lines.length).toBeGreaterThan(6);
      for (const { text, left, right } of lines) {
        expect(left, text).toBeGreaterThanOrEqual(50);
        expect(right, text).toBeLessThanOrEqual(1030);
        expect(text).not.toContain('…');
      }
      expect(meetingLines(lines)).toEqual([]);
    },
  );

  test.each(cases)(
    '%s, %s: a sound picture for a phone, of few bytes',
    async (language, _name, draw) => {
      const bytes = await renderPng(draw(words[language]));
      expect(await acceptFile({ bytes, kept: 0 })).toEqual({ ok: true, mime: 'image/png' });
      expect(bytes.readUInt32BE(16)).toBe(1080);
      expect(bytes.length).toBeLessThan(150_000);
    },
  );

  test('the Sheba on the card is one that the form takes', () => {
    const shown = drawnLines(shebaPicture(words.fa)).find(({ text }) => text.includes('IR05'));
    const digits = shown?.text.replaceAll(/[^\w ]/g, '') ?? '';
    expect(parseSheba(digits)).toMatchObject({ ok: true });
  });
});
