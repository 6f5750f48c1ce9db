import { readCommands, readScope } from '../command-menu.ts';
import type { Parameters } from '../parameters.ts';
import { badRequest } from '../refusal.ts';
import type { Call, Handler } from './call.ts';

export const setMyCommands: Handler<'setMyCommands'> = (call) => {
  const { parameters, bot } = call;
  const commands = readCommands(parameters.json('commands', 'commands'));
  bot.menu.set(scopeOf(parameters), languageOf(parameters), commands);
  announce(call);
  return true;
};

export const getMyCommands: Handler<'getMyCommands'> = ({ bot, parameters }) =>
  bot.menu.get(scopeOf(parameters), languageOf(parameters));

export const deleteMyCommands: Handler<'deleteMyCommands'> = (call) => {
  call.bot.menu.delete(scopeOf(call.parameters), languageOf(call.parameters));
  announce(call);
  return true;
};

export const setMyDescription: Handler<'setMyDescription'> = ({ bot, parameters }) => {
  const text = limited(parameters, 'description', 512);
  bot.profile.set(`description ${languageOf(parameters)}`, text);
  return true;
};

export const getMyDescription: Handler<'getMyDescription'> = ({ bot, parameters }) => ({
  description: bot.profile.get(`description ${languageOf(parameters)}`) ?? '',
});

export const setMyShortDescription: Handler<'setMyShortDescription'> = ({ bot, parameters }) => {
  const text = limited(parameters, 'short_description', 120);
  bot.profile.set(`short ${languageOf(parameters)}`, text);
  return true;
};

export const getMyShortDescription: Handler<'getMyShortDescription'> = ({ bot, parameters }) => ({
  short_description: bot.profile.get(`short ${languageOf(parameters)}`) ?? '',
});

const scopeOf = (parameters: Parameters) => readScope(parameters.json('scope', 'BotCommandScope'));

function languageOf(parameters: Parameters): string {
  const code = parameters.text('language_code');
  if (!/^([a-z]{2})?$/.test(code)) throw badRequest('invalid language code specified');
  return code;
}

function limited(parameters: Parameters, field: string, limit: number): string {
  const text = parameters.text(field);
  if (text.length > limit) throw badRequest(`${field.replace('_', ' ')} is too long`);
  return text;
}

function announce({ world, bot }: Call): void {
  world.changes.emit({ kind: 'commands', bot: bot.user.username, userId: 0 });
}
