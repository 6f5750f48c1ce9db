/** The address that opens this bot, with a payload or without: at most 64 of `A-Z a-z 0-9 _ -`. */
export type StartLink = (payload?: string) => string;

export function linkWith(root: string, botUsername: string, payload?: string): string {
  const bot = `${root.replace(/\/?$/, '/')}${botUsername}`;
  return payload === undefined ? bot : `${bot}?start=${payload}`;
}

/** What a link to a request says; bot/deep-links.ts answers it. */
export const requestPayload = (trackingCode: string): string => `r${trackingCode}`;

/** What the link of an invitation says. */
export const invitationPayload = (token: string): string => `i${token}`;
