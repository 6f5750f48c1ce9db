import { setTimeout as pause } from 'node:timers/promises';
import type { ApiResponse } from 'grammy/types';
import type { CallFault } from './faults.ts';
import type { Call } from './methods/call.ts';
import { type Method, methodTable } from './methods/table.ts';
import type { RetryDelays } from './methods/updates.ts';
import { isObject, Parameters } from './parameters.ts';
import { Refusal, tooManyRequests, unknownMethod } from './refusal.ts';

/** What goes back to the bot; `cut`: nothing, the connection breaks. */
export type Outcome = { status: number; body: ApiResponse<unknown> } | 'cut';

/** Runs calls: faults on order first, then the limits, then the method; and records them. */
export class Dispatcher {
  readonly delays: RetryDelays;
  readonly #methods: ReadonlyMap<string, Method>;

  constructor(delays: RetryDelays) {
    this.delays = delays;
    this.#methods = methodTable(delays, this.reply);
  }

  async run(name: string, call: Call): Promise<Outcome> {
    const key = name.toLowerCase();
    const chatId = call.parameters.integer('chat_id');
    const fault = call.world.faults.forCall(key, chatId);
    if (fault?.kind === 'delay') await pause(fault.ms);
    if (fault?.kind === 'cut-before') return this.#done(name, call, 'cut', fault);
    const refusal = fault && ordered(fault);
    const outcome = refusal ? refused(refusal) : await this.#attempt(key, chatId, call);
    return this.#done(name, call, outcome, fault);
  }

  /** Does the call that a bot put into its answer to a webhook; nobody hears of the result. */
  reply = (call: Call, body: string): void => {
    const values = parse(body);
    if (!isObject(values) || typeof values.method !== 'string') return;
    void this.run(values.method, { ...call, parameters: new Parameters(values) });
  };

  async #attempt(key: string, chatId: number | undefined, call: Call): Promise<Outcome> {
    try {
      const method = this.#methods.get(key);
      if (!method) throw unknownMethod();
      if (method.sends) checkRate(call, chatId);
      return { status: 200, body: { ok: true, result: await method.run(call) } };
    } catch (error) {
      if (error instanceof Refusal) return refused(error);
      throw error;
    }
  }

  #done(name: string, call: Call, outcome: Outcome, fault: CallFault | undefined): Outcome {
    const { bot, parameters, world } = call;
    const answer = outcome === 'cut' ? undefined : outcome.body;
    world.record.addCall(name.toLowerCase(), answer?.ok !== true, () => ({
      at: world.clock(),
      bot: bot.user.username,
      method: name,
      parameters: parameters.plain(),
      effect: answer?.ok === true,
      ...summary(answer),
      ...(fault ? { fault: fault.kind } : {}),
    }));
    return fault?.kind === 'cut-after' ? 'cut' : outcome;
  }
}

function checkRate({ bot }: Call, chatId: number | undefined): void {
  const wait = chatId === undefined ? 0 : (bot.limiter?.take(chatId) ?? 0);
  if (wait > 0) throw tooManyRequests(wait);
}

function summary(answer: ApiResponse<unknown> | undefined) {
  if (!answer) return {};
  if (answer.ok) return { result: answer.result };
  return { error: { code: answer.error_code, description: answer.description } };
}

function ordered(fault: CallFault): Refusal | undefined {
  switch (fault.kind) {
    case '429':
      return tooManyRequests(fault.retryAfter);
    case '403':
      return new Refusal(403, fault.description ?? 'Forbidden: bot was blocked by the user');
    case '500':
      return new Refusal(500, 'Internal Server Error');
    case '502':
      return new Refusal(502, 'Bad Gateway');
    default:
      return undefined;
  }
}

export function refused({ code, description, parameters }: Refusal): Exclude<Outcome, 'cut'> {
  const body = { ok: false as const, error_code: code, description };
  return { status: code, body: parameters ? { ...body, parameters } : body };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
