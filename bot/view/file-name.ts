const extensions: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'application/pdf': 'pdf',
};

/** What a stored file is called when it is sent. */
export const fileName = (name: string, mime: string): string =>
  `${name}.${extensions[mime] ?? 'bin'}`;
