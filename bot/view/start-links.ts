/** The address that opens this bot with a payload: at most 64 of `A-Z a-z 0-9 _ -`. */
export type StartLink = (payload: string) => string;

export const linkWith = (root: string, botUsername: string, payload: string): string =>
  `${root.replace(/\/?$/, '/')}${botUsername}?start=${payload}`;

/** What a link to a request says; bot/deep-links.ts answers it. */
export const requestPayload = (trackingCode: string): string => `r${trackingCode}`;

/** What the link of an invitation says. */
export const invitationPayload = (token: string): string => `i${token}`;
