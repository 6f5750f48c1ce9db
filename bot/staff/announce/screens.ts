import { confirmAnnouncement } from '../../../core/announcements/commands/confirm-announcement.ts';
import { steerAnnouncement } from '../../../core/announcements/commands/steer-announcement.ts';
import { countReceivers, listAnnouncements } from '../../../core/announcements/queries.ts';
import { canStep, stampOf } from '../../../core/announcements/rules.ts';
import { type Announcement, type Step, steps } from '../../../core/announcements/types.ts';
import { idOf } from '../../intake/tap-id.ts';
import type { Turn } from '../../intake/turn.ts';
import { beginningOf } from '../../view/announcement-page.ts';
import { ungrouped } from '../../view/format.ts';
import type { Button, Buttons } from '../../view/message.ts';
import { explainAnnouncement } from '../../view/reasons/announcements.ts';
import { askAnew, confirmTo, declineTo, forOfficers, showPage, startForm } from '../officer.ts';
import { universitiesFor } from '../setup/reach.ts';
import { announcementForm } from './form.ts';
import { ownAnnouncement, showAnnouncement, showPreviews } from './page.ts';
import { planForm } from './plan-form.ts';
import { announces } from './reach.ts';

const pageSize = 6;

const list = forOfficers(async (turn, [wanted]) => {
  const person = await turn.person();
  const { html, plain, language } = turn.words;
  if (!announces(person)) return declineTo(turn, html('errors.notAllowed'));
  const page = turn.incoming.input.kind === 'tap' ? Math.min(idOf(wanted), 10_000) : 0;
  const universities = universitiesFor(person, 'announce');
  const found = await listAnnouncements(turn.work.tx, {
    ...{ universities, byId: person.accountId ?? 0, page, size: pageSize },
  });
  const lines = found.announcements.map((one) =>
    html('announce.line', {
      number: ungrouped(one.id, language),
      topic: plain(`settings.topics.${one.topic}`),
      state: plain(`announce.states.${one.state}`),
      text: beginningOf(one, turn.words),
    }),
  );
  const none = lines.length === 0 ? [html('announce.none')] : [];
  const to = (text: string, at: number): Button => ({ text, data: `announce:${at}` });
  const turns = [
    ...(page > 0 ? [to(plain('announce.newer'), page - 1)] : []),
    ...((page + 1) * pageSize < found.total ? [to(plain('announce.older'), page + 1)] : []),
  ];
  const numbers = found.announcements.map(({ id }) => ({
    text: plain('announce.open', { number: ungrouped(id, language) }),
    data: `ann:${id}`,
  }));
  showPage(turn, {
    text: [html('announce.title'), ...none, ...lines].join('\n\n'),
    buttons: [
      [{ text: plain('announce.new'), data: 'annnew' }],
      ...inRows(numbers),
      ...(turns.length > 0 ? [turns] : []),
      [{ text: plain('menu.open'), data: 'menu' }],
    ],
  });
});

const inRows = (buttons: readonly Button[]): Buttons =>
  [buttons.slice(0, 3), buttons.slice(3)].filter((row) => row.length > 0);

const open = forOfficers((turn, [id]) => showAnnouncement(turn, idOf(id)));

const begin = forOfficers(async (turn) => {
  if (!announces(await turn.person())) {
    return declineTo(turn, turn.words.html('errors.notAllowed'));
  }
  turn.dropButtons();
  await startForm(turn, announcementForm, { announcementId: 0 });
});

const edit = forOfficers(async (turn, [id]) => {
  const found = await ownAnnouncement(turn, idOf(id));
  if (!found) return;
  if (found.state !== 'draft') return declineTo(turn, turn.words.html('announce.reasons.moved'));
  const { topic, audience, media, texts } = found;
  const [fa, en] = [texts.fa ?? null, texts.en ?? null];
  const answers = { announcementId: found.id, topic, audience, media, fa, en };
  await startForm(turn, announcementForm, answers);
});

const preview = forOfficers((turn, [id]) => showPreviews(turn, idOf(id)));

/** A draft that still says what the tapped page showed; otherwise the page is drawn as it is now. */
async function draftSeen(
  turn: Turn,
  [id, seen]: readonly string[],
): Promise<Announcement | undefined> {
  const found = await ownAnnouncement(turn, idOf(id));
  if (!found) return undefined;
  const isDraft = found.state === 'draft';
  if (isDraft && seen === stampOf(found)) return found;
  if (isDraft && seen === undefined) askAnew(turn);
  else declineTo(turn, turn.words.html('announce.reasons.moved'));
  await showAnnouncement(turn, found.id);
  return undefined;
}

const askSend = forOfficers(async (turn, args) => {
  const found = await draftSeen(turn, args);
  if (!found) return;
  const { html, plain } = turn.words;
  const count = await countReceivers(turn.work.tx, found);
  if (count === 0) return declineTo(turn, html('announce.reasons.nobody'));
  turn.redraw(html('announce.sendAsk', { count }), [
    [
      {
        text: plain('announce.buttons.sendYes', { count }),
        data: `annyes:${found.id}:${stampOf(found)}`,
      },
    ],
    [{ text: plain('announce.buttons.back'), data: `ann:${found.id}` }],
  ]);
});

const send = forOfficers(async (turn, [id, seen = '']) => {
  const confirmation = { id: idOf(id), at: null, recurrence: null, seen };
  const confirmed = await confirmAnnouncement(turn.work, await turn.person(), confirmation);
  if (confirmed.ok) confirmTo(turn, turn.words.html('announce.started'));
  else declineTo(turn, explainAnnouncement(turn, confirmed));
  if (confirmed.ok || confirmed.reason === 'moved') await showAnnouncement(turn, confirmation.id);
});

const plan = forOfficers(async (turn, args) => {
  const found = await draftSeen(turn, args);
  if (!found) return;
  await startForm(turn, planForm, { announcementId: found.id, seen: stampOf(found) });
});

async function askCancel(turn: Turn, id: number): Promise<void> {
  const found = await ownAnnouncement(turn, id);
  if (!found) return;
  const { html, plain } = turn.words;
  if (!canStep('cancel', found)) {
    if (found.state === 'draft') askAnew(turn);
    else declineTo(turn, html('announce.reasons.moved'));
    return showAnnouncement(turn, id);
  }
  turn.redraw(html('announce.cancelAsk'), [
    [{ text: plain('announce.buttons.cancelYes'), data: `annend:${found.id}` }],
    [{ text: plain('announce.buttons.back'), data: `ann:${found.id}` }],
  ]);
}

async function take(turn: Turn, id: number, step: Step): Promise<void> {
  const done = await steerAnnouncement(turn.work, await turn.person(), { id, step });
  if (done.ok) confirmTo(turn, turn.words.html(`announce.steps.${step}`));
  else declineTo(turn, explainAnnouncement(turn, done));
  await showAnnouncement(turn, id);
}

const steer = forOfficers(async (turn: Turn, [id, word]) => {
  const step = steps.find((one) => one === word);
  if (!step) return;
  // Such a button of before stands below drafts too, and means their deletion there: so it is asked.
  if (step === 'cancel') return askCancel(turn, idOf(id));
  await take(turn, idOf(id), step);
});

/** Announcements: written, shown as they will be seen, sent now or later, followed and steered. */
export const announceScreens = {
  commands: { announce: list },
  taps: {
    announce: list,
    ann: open,
    annnew: begin,
    annedit: edit,
    annshow: preview,
    annsend: askSend,
    annyes: send,
    annplan: plan,
    anncancel: forOfficers((turn, [id]) => askCancel(turn, idOf(id))),
    annend: forOfficers((turn, [id]) => take(turn, idOf(id), 'cancel')),
    annstep: steer,
  },
  forms: [announcementForm, planForm],
};
