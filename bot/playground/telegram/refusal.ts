import type { ResponseParameters } from 'grammy/types';

/** A call that Telegram would refuse. `description` is the whole sentence that the bot receives. */
export class Refusal extends Error {
  readonly code: number;
  readonly description: string;
  readonly parameters: ResponseParameters | undefined;

  constructor(code: number, description: string, parameters?: ResponseParameters) {
    super(description);
    this.code = code;
    this.description = description;
    this.parameters = parameters;
  }
}

export const badRequest = (reason: string) => new Refusal(400, `Bad Request: ${reason}`);
export const forbidden = (reason: string) => new Refusal(403, `Forbidden: ${reason}`);
export const conflict = (reason: string) => new Refusal(409, `Conflict: ${reason}`);
export const unauthorized = () => new Refusal(401, 'Unauthorized');
export const notFound = () => new Refusal(404, 'Not Found');
export const unknownMethod = () => new Refusal(404, 'Not Found: method not found');
export const tooLarge = () => new Refusal(413, 'Request Entity Too Large');

/** @param seconds whole seconds to wait, at least 1 */
export const tooManyRequests = (seconds: number) =>
  new Refusal(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds });
