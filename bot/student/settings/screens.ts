import { unlinkChat } from '../../../core/accounts/commands/relink-chat.ts';
import { signInFacts } from '../../../core/accounts/queries.ts';
import { chooseTopic } from '../../../core/announcements/commands/choose-topic.ts';
import { topics } from '../../../core/announcements/types.ts';
import { setLanguage } from '../../../core/chats/commands/note-chat.ts';
import { whatHindersLeaving } from '../../../core/privacy/queries.ts';
import { openForm } from '../../forms/engine.ts';
import type { Handler } from '../../intake/handler.ts';
import type { Turn } from '../../intake/turn.ts';
import { languages } from '../../view/language.ts';
import { explainLeave } from '../../view/reasons/leave.ts';
import { showMenu } from '../start.ts';
import { emailForm, mobileForm } from './contact-forms.ts';
import { leaveForm } from './leave-form.ts';
import { settingsPage } from './page.ts';
import { passwordForm } from './password-form.ts';
import { studiesForm } from './studies-form.ts';

async function sayPage(turn: Turn): Promise<void> {
  const { text, buttons } = await settingsPage(turn);
  turn.say(text, { buttons });
}

async function redrawPage(turn: Turn): Promise<void> {
  const { text, buttons } = await settingsPage(turn);
  turn.redraw(text, buttons);
}

async function chooseLanguage(turn: Turn, [choice]: readonly string[]): Promise<void> {
  const language = languages.find((one) => one === choice);
  if (!language) return turn.toast(turn.words.plain('errors.oldButton'));
  await setLanguage(turn.work, turn.chatId, language);
  turn.session = { ...turn.session, language };
  turn.toast(turn.words.plain('start.languageSet'));
  await redrawPage(turn);
}

async function choose(turn: Turn, [choice, state]: readonly string[]): Promise<void> {
  const topic = topics.find((one) => one === choice);
  if (!topic) return turn.toast(turn.words.plain('errors.oldButton'));
  const wanted = state === 'on';
  await chooseTopic(turn.work, await turn.person(), { topic, wanted });
  turn.toast(turn.words.plain(wanted ? 'settings.topicOn' : 'settings.topicOff'));
  await redrawPage(turn);
}

async function openPassword(turn: Turn): Promise<void> {
  const accountId = turn.session.accountId ?? 0;
  const facts = await signInFacts(turn.work.tx, { accountId });
  await openForm(turn, passwordForm, { hasPassword: facts?.passwordHash != null });
}

/** Made when it is sent, for whoever is signed in in this chat then: no copy is kept. */
function sendData(turn: Turn): void {
  turn.say(turn.words.html('settings.dataSent'), {
    document: { kind: 'myData', name: 'hamyar-my-data.json' },
  });
}

function askSignOut(turn: Turn): void {
  const { html, plain } = turn.words;
  turn.redraw(html('settings.signoutAsk'), [
    [{ text: plain('settings.signoutYes'), data: 'settings:signoutsure' }],
    [{ text: plain('settings.back'), data: 'settings:page' }],
  ]);
}

async function signOut(turn: Turn): Promise<void> {
  await unlinkChat(turn.work, await turn.person());
  turn.signedOut();
  turn.redraw(turn.words.html('settings.signedOut'));
  await showMenu(turn);
}

/** What stands against it is said before anything is asked. */
async function openLeave(turn: Turn): Promise<void> {
  const accountId = turn.session.accountId ?? 0;
  const reason = await whatHindersLeaving(turn.work.tx, { accountId, now: turn.work.now });
  if (reason === undefined) return openForm(turn, leaveForm, {});
  const { text, buttons = [] } = explainLeave(turn, { ok: false, reason });
  turn.say(text, { buttons });
}

type Deed = (turn: Turn, args: readonly string[]) => Promise<void> | void;

/** What needs an account. */
const deeds: Readonly<Record<string, Deed>> = {
  topic: choose,
  studies: (turn) => openForm(turn, studiesForm, {}),
  mobile: (turn) => openForm(turn, mobileForm, {}),
  email: (turn) => openForm(turn, emailForm, {}),
  password: openPassword,
  data: sendData,
  signout: askSignOut,
  signoutsure: signOut,
  leave: openLeave,
};

/** `settings`, `settings:<verb>:<argument>…`; a page of before, in a chat that is now a stranger's, says so. */
const settings: Handler = async (turn, [verb, ...args]) => {
  if (verb === undefined) {
    turn.dropButtons();
    return sayPage(turn);
  }
  if (verb === 'language') return chooseLanguage(turn, args);
  const deed = Object.hasOwn(deeds, verb) ? deeds[verb] : undefined;
  if (!deed) return redrawPage(turn);
  if (turn.session.accountId !== null) return deed(turn, args);
  turn.alert(turn.words.plain('errors.signInFirst'));
  return redrawPage(turn);
};

export const settingsScreens = {
  commands: { settings: ((turn) => sayPage(turn)) as Handler },
  taps: { settings },
  forms: [studiesForm, mobileForm, emailForm, passwordForm, leaveForm],
};
