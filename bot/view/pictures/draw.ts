import { applicationByCode } from '../../../core/applications/queries.ts';
import type { TrackingCode } from '../../../core/applications/types.ts';
import type { Database } from '../../../core/db.ts';
import { placementStory } from '../../../core/placements/queries.ts';
import { statisticsOf } from '../../../core/statistics/queries.ts';
import { type Words, words } from '../language.ts';
import type { GuidePicture, Picture } from '../message.ts';
import { requestPayload, type StartLink } from '../start-links.ts';
import { captchaPicture } from './captcha.ts';
import { certificatePicture } from './guide/certificate.ts';
import { contactPicture } from './guide/contact.ts';
import { payPicture, setupPicture, workPicture } from './guide/office.ts';
import { pathPicture } from './guide/path.ts';
import { shebaPicture } from './guide/sheba.ts';
import { renderPng } from './render.ts';
import { requestCard } from './request-card.ts';
import { statisticsChart } from './statistics/chart.ts';

export interface DrawerParts {
  readonly database: Pick<Database, 'read'>;
  readonly now: () => Date;
  readonly startLink: StartLink;
}

/** Draws the PNG of a picture that was written down as data, from what the database holds by then. */
export function createDrawer(parts: DrawerParts): (picture: Picture) => Promise<Uint8Array> {
  return async (picture) => {
    switch (picture.kind) {
      case 'captcha':
        return renderPng(captchaPicture(picture));
      case 'guide':
        return renderPng(guidePictures[picture.name](words[picture.language]));
      case 'request':
        return renderPng(await cardOf(parts, picture));
      case 'statistics':
        return renderPng(await chartOf(parts, picture));
    }
  };
}

const guidePictures: Readonly<Record<GuidePicture, (words: Words) => string>> = {
  path: pathPicture,
  contact: contactPicture,
  sheba: shebaPicture,
  certificate: certificatePicture,
  work: workPicture,
  pay: payPicture,
  setup: setupPicture,
};

async function cardOf(
  { database: { read }, now: clock, startLink }: DrawerParts,
  { code, language }: Extract<Picture, { kind: 'request' }>,
): Promise<string> {
  const now = clock();
  const application = await applicationByCode(read, code as TrackingCode, now);
  if (!application) throw new Error('the request of a card is gone');
  const placement = await placementStory(read, application.applicationId);
  const link = startLink(requestPayload(code));
  return requestCard({ story: { application, placement }, link, now }, words[language]);
}

async function chartOf(
  { database: { read }, now: clock }: DrawerParts,
  { topic, language, ...place }: Extract<Picture, { kind: 'statistics' }>,
): Promise<string> {
  const now = clock();
  const statistics = await statisticsOf(read, place, now);
  if (!statistics) throw new Error('the university of a chart is gone');
  return statisticsChart({ statistics, topic, now }, words[language]);
}
