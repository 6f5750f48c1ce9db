import { z } from 'zod';
import {
  changeDraft,
  draftAnnouncement,
} from '../../../core/announcements/commands/write-announcement.ts';
import { checkContent, longestText } from '../../../core/announcements/rules.ts';
import { mediaSchema } from '../../../core/announcements/schema.ts';
import {
  type Audience,
  type Language,
  type Media,
  type Texts,
  type Topic,
  topics,
} from '../../../core/announcements/types.ts';
import { tidyMessage } from '../../../core/support/rules.ts';
import { type Form, type Step, stepOf, stepsOf } from '../../forms/form.ts';
import { given } from '../../forms/given.ts';
import { whole } from '../../forms/kept.ts';
import { reviewStep } from '../../forms/review.ts';
import { choiceStep, readText, writeOrSkip } from '../../forms/steps.ts';
import type { Turn } from '../../intake/turn.ts';
import { escapeHtml } from '../../view/language.ts';
import { explainAnnouncement, explainContent } from '../../view/reasons/announcements.ts';
import { audienceStep } from './audience-step.ts';
import { showAnnouncement, showPreviews } from './page.ts';

const name = 'announcement';

interface Answers {
  /** 0: a new one. */
  announcementId: number;
  topic: Topic;
  audience: Audience;
  fa: string | null;
  en: string | null;
  media: Media | null;
  review: true;
}

const step = stepOf<Answers>();

const textIn = (language: Language): Step<Answers, Language> => ({
  name: language,
  schema: z.string().min(1),
  optional: true,
  shown: {
    label: (turn) => turn.words.plain(`announce.form.${language}`),
    value: (_turn, value) => `\n${escapeHtml(value)}`,
  },
  question: ({ words: { html } }) => ({
    text: html(`announce.form.${language}Ask`, { limit: longestText.message }),
  }),
  answer: (turn, input, { answers }) => {
    const read = readText(turn, input, 4_096);
    if ('do' in read) return read;
    const value = tidyMessage(read.written);
    if (value === '') return writeOrSkip(turn);
    const texts = { [language]: value };
    const checked = checkContent({ texts, media: answers.media ?? null });
    return checked.ok ? { do: 'next', value } : { do: 'stay', say: explainContent(turn, checked) };
  },
});

const mediaStep = step({
  name: 'media',
  schema: mediaSchema,
  optional: true,
  shown: {
    label: (turn) => turn.words.plain('announce.form.media'),
    value: (turn, { kind }) => turn.words.html(`announce.form.${kind}`),
  },
  question: ({ words: { html } }) => ({
    text: html('announce.form.mediaAsk', { limit: longestText.caption }),
  }),
  answer: (turn, input, { answers }) => {
    if (input.kind !== 'file') {
      return { do: 'stay', say: turn.words.html('announce.form.sendMedia') };
    }
    const { kind, fileId } = input.file;
    const media = { kind, fileId };
    const checked = checkContent({ texts: textsOf(answers), media });
    if (checked.ok || checked.reason !== 'tooLong') return { do: 'next', value: media };
    // What is too long is not asked for here.
    const { length, limit } = checked;
    const say = turn.words.html('announce.form.tooLongBeside', { length, count: limit });
    return { do: 'stay', say };
  },
});

const textsOf = ({ fa, en }: Partial<Answers>): Texts => ({
  ...(fa ? { fa } : {}),
  ...(en ? { en } : {}),
});

/** Writes an announcement, or a draft of one anew. */
export const announcementForm: Form<Answers> = {
  name,
  version: 1,
  title: (turn) => turn.words.plain('announce.form.title'),
  steps: stepsOf<Answers>()(
    step(given('announcementId', whole)),
    choiceStep<Answers, 'topic'>({
      form: name,
      name: 'topic',
      schema: z.enum(topics),
      ask: (turn) => turn.words.html('announce.form.topicAsk'),
      label: (turn) => turn.words.plain('announce.form.topic'),
      values: topics,
      show: (turn, topic) => turn.words.plain(`settings.topics.${topic}`),
    }),
    step(audienceStep(name) as unknown as Step<Answers, 'audience'>),
    step(textIn('fa')),
    step(textIn('en')),
    mediaStep,
    step(
      reviewStep(
        () => announcementForm,
        (turn) => turn.words.html('announce.form.review'),
      ),
    ),
  ),
  problems: (turn, answers) => {
    const checked = checkContent({ texts: textsOf(answers), media: answers.media ?? null });
    return checked.ok ? [] : [explainContent(turn, checked)];
  },
  finish: async (turn, { announcementId, topic, audience, media, ...texts }) => {
    const content = { topic, audience, media, texts: textsOf(texts) };
    const written = await write(turn, announcementId, content);
    if (!written.ok) {
      const say = explainAnnouncement(turn, written);
      if (written.reason === 'outOfReach') return { do: 'goto', step: 'audience', say };
      turn.say(say);
      return { do: 'end' };
    }
    await showPreviews(turn, written.id);
    await showAnnouncement(turn, written.id);
    return { do: 'end' };
  },
};

async function write(turn: Turn, id: number, content: Parameters<typeof draftAnnouncement>[2]) {
  const person = await turn.person();
  if (id === 0) return draftAnnouncement(turn.work, person, content);
  const changed = await changeDraft(turn.work, person, { id, ...content });
  return changed.ok ? { ok: true as const, id } : changed;
}
