/**
 * An HTML document that reads in the given direction whatever the mail program assumes: programs take
 * the direction from the document, and where it is missing they begin Persian lines on the left.
 */
export function htmlDocument(fragment: string, direction: 'rtl' | 'ltr'): string {
  return (
    `<!doctype html><html dir="${direction}"><head><meta charset="utf-8"></head>` +
    `<body dir="${direction}" style="font-family:Vazirmatn,Tahoma,sans-serif;line-height:1.8">` +
    `<div dir="${direction}">${fragment}</div></body></html>`
  );
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** Plain text as a fragment: escaped, blank lines part paragraphs, single line ends stay. */
export function fragmentOf(text: string): string {
  const escaped = text.replace(/[&<>"]/g, (sign) => escapes[sign] ?? sign);
  const paragraphs = escaped.split(/\n{2,}/).map((part) => part.replaceAll('\n', '<br>'));
  return paragraphs.map((part) => `<p>${part}</p>`).join('');
}
