import { renderPng } from '../../view/pictures/render.ts';
import { textElement } from '../../view/pictures/text.ts';
import type { MadeUpPerson } from '../people.ts';

/** A picture that passes for a page of a marriage certificate, with an invented name on it. */
export function certificateOf({
  firstName,
  lastName,
  identityNumber,
}: MadeUpPerson): Promise<Uint8Array> {
  const line = (text: string, y: number, size: number) =>
    textElement({ text, direction: 'rtl', x: 320, y, size, anchor: 'middle' });
  return renderPng(
    '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="420">' +
      '<rect width="640" height="420" fill="#f7f2e4"/>' +
      '<rect x="20" y="20" width="600" height="380" fill="none" stroke="#8a6d3b" stroke-width="4"/>' +
      `${line('گواهی ازدواج (ساختگی)', 120, 40)}` +
      `${line(`${firstName} ${lastName}`, 210, 34)}${line(identityNumber, 280, 28)}</svg>`,
  );
}
