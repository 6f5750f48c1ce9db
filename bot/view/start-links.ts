/** What a link to a request says; bot/deep-links.ts answers it. */
export const requestPayload = (trackingCode: string): string => `r${trackingCode}`;

/** The address that opens the bot with a payload: at most 64 of `A-Z a-z 0-9 _ -`. */
export const startLink = (root: string, botUsername: string, payload: string): string =>
  `${root.replace(/\/?$/, '/')}${botUsername}?start=${payload}`;
