/** HTML text as plain text, for alerts and e-mail. */
export const withoutTags = (html: string): string =>
  html
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

/** The messenger takes 200 characters in an alert. */
export const alertText = (html: string): string => {
  const text = withoutTags(html);
  return text.length <= 200 ? text : `${text.slice(0, 199)}…`;
};
