/** HTML text as plain text, for alerts and e-mail. */
export const withoutTags = (html: string): string =>
  html
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

/** The messenger takes 200 characters in an alert. */
export const alertText = (html: string): string => shortened(withoutTags(html), 200);

/** The beginning of a text that somebody wrote, where it stands among others on one page. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most - 1);
  // Half of a surrogate pair is no character.
  return `${cut.replace(/[\uD800-\uDBFF]$/, '')}…`;
}
