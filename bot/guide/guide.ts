import type { Handler } from '../intake/handler.ts';
import type { Turn } from '../intake/turn.ts';
import { continueButton } from '../student/start.ts';
import type { Button, Buttons } from '../view/message.ts';
import { commandsOf } from './commands.ts';
import { topicAbout } from './search.ts';
import {
  formTopics,
  isRole,
  isTopic,
  type Reader,
  type TopicName,
  topicNames,
  topicOf,
} from './topics.ts';

/** What is said: as a new message, or in the place of the tapped one. */
type Show = (text: string, buttons: Buttons) => void;

const anew =
  (turn: Turn): Show =>
  (text, buttons) =>
    turn.say(text, { buttons });

/** `/help`: about the form at hand, about a word, or the list of topics. The form at hand stays. */
const help: Handler = async (turn, words) => {
  if (words.length > 0) return aboutWord(turn, words.join(' '));
  if (turn.form) return aboutForm(turn, turn.form);
  await showTopics(turn, anew(turn), await offered(turn));
};

async function aboutWord(turn: Turn, word: string): Promise<void> {
  const names = await readable(turn);
  const topic = topicAbout(word, names);
  if (topic) return showTopic(turn, anew(turn), topic);
  turn.say(turn.words.html('guide.notFound', { word }));
  await showTopics(turn, anew(turn), await offered(turn));
}

function aboutForm(turn: Turn, { form, step }: { form: string; step: string }): Promise<void> {
  const known = Object.hasOwn(formTopics, form) ? formTopics[form] : undefined;
  const topic = known?.steps?.[step] ?? known?.topic ?? 'forms';
  return showTopic(turn, anew(turn), topic);
}

/** A button: the list, the list of students' topics, a topic, or its picture. */
const helpTap: Handler = async (turn, [name, part]) => {
  const inPlace: Show = (text, buttons) => turn.redraw(text, buttons);
  if (name === undefined) return showTopics(turn, anew(turn), await offered(turn));
  if (name === 'topics') return showTopics(turn, inPlace, await offered(turn));
  if (name === 'students') return showTopics(turn, inPlace, readBy(['student']));
  if (!isTopic(name)) return turn.alert(turn.words.plain('errors.oldButton'));
  return part === 'picture' ? sendPicture(turn, name) : showTopic(turn, inPlace, name);
};

async function showTopics(turn: Turn, show: Show, names: readonly TopicName[]): Promise<void> {
  const { html, plain } = turn.words;
  const text = html('guide.intro', { example: plain('guide.example') });
  const isOfficers = names.some(isRole);
  show(text, [
    ...pairs(turn, names),
    ...(isOfficers ? [[button(plain('guide.forStudents'), 'students')]] : []),
    ...atHand(turn),
  ]);
}

/** Two beside each other, where their titles are short. */
function pairs(turn: Turn, names: readonly TopicName[]): Buttons {
  const rows: Button[][] = [];
  for (const name of names) {
    const last = rows.at(-1);
    const one = button(turn.words.plain(`guide.titles.${name}`), name);
    if (last?.length === 1 && isShort(one) && last.every(isShort)) last.push(one);
    else rows.push([one]);
  }
  return rows;
}

const isShort = ({ text }: Button): boolean => text.length <= 20;

async function showTopic(turn: Turn, show: Show, name: TopicName): Promise<void> {
  const { html, plain } = turn.words;
  const parts = [
    ...(turn.form ? [html('guide.inForm')] : []),
    `<b>${html(`guide.titles.${name}`)}</b>\n${html(`guide.texts.${name}`)}`,
    ...(await commandLines(turn, name)),
  ];
  const { picture, act } = topicOf(name);
  show(parts.join('\n\n'), [
    ...(act && !turn.form ? [[{ text: plain(`menu.${act}`), data: act }]] : []),
    ...(picture ? [[button(plain('guide.picture'), `${name}:picture`)]] : []),
    [button(plain('guide.others'), 'topics')],
    ...atHand(turn),
  ]);
}

async function commandLines(turn: Turn, name: TopicName): Promise<string[]> {
  if (!isRole(name)) return [];
  const { html } = turn.words;
  const commands = commandsOf(await turn.person(), name);
  const lines = commands.map((command) => html(`guide.commands.${command}`));
  return [[html('guide.commandsTitle'), ...lines].join('\n')];
}

function sendPicture(turn: Turn, name: TopicName): void {
  const { picture } = topicOf(name);
  const { html, plain, language } = turn.words;
  if (!picture) {
    turn.alert(plain('errors.oldButton'));
    return;
  }
  turn.say(`<b>${html(`guide.titles.${name}`)}</b>`, {
    picture: { kind: 'guide', name: picture, language },
    buttons: [[button(plain('guide.others'), 'topics')], ...atHand(turn)],
  });
}

const button = (text: string, rest: string): Button => ({ text, data: `help:${rest}` });

/** The way back to the question that is waiting for an answer. */
const atHand = (turn: Turn): Buttons => (turn.form ? continueButton(turn, turn.form.form) : []);

const readBy = (readers: readonly Reader[]): TopicName[] =>
  topicNames.filter((name) => topicOf(name).readers.some((reader) => readers.includes(reader)));

/** Officers are offered their own work; what students read is one tap further. */
async function offered(turn: Turn): Promise<TopicName[]> {
  const { accountId, holdings } = await turn.person();
  if (accountId === null) return readBy(['stranger']);
  return holdings.length > 0 ? readBy(holdings.map(({ role }) => role)) : readBy(['student']);
}

/** What can be asked for by a word: everything of strangers and students, and the own roles. */
async function readable(turn: Turn): Promise<TopicName[]> {
  const { holdings } = await turn.person();
  return readBy(['stranger', 'student', ...holdings.map(({ role }) => role)]);
}

export const guideScreens = { commands: { help }, taps: { help: helpTap } };
