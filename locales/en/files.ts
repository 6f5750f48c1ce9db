export const files = {
  tooLarge: 'This file has {{size}} MB; send at most {{limit}} MB. A smaller photo will do.',
  tooMany: 'At most {{limit, file is|files are}} accepted for this.',
  empty: 'This file is empty. Please send it again.',
  wrongType:
    'The content of this file is neither a picture nor a PDF. Send a picture (JPEG or PNG) or a PDF.',
  damaged: 'This file is damaged or cut off. Please make it anew and send it.',
  tooManyPixels: 'This picture is far too large. Please send a smaller one.',
} as const;
