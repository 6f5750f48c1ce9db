export const files = {
  tooLarge:
    'This file has {{size}} MB; at most {{limit}} MB are accepted. Please send a smaller file.',
  tooMany:
    'At most {{limit, file is|files are}} accepted for this. Go on with these, or take files away first with the buttons below.',
  empty: 'This file is empty. Please send it again.',
  wrongType:
    'This kind of file is not accepted. Send a JPEG or PNG picture or a PDF; send a phone’s photo as a photo, not as a file.',
  damaged: 'This file is damaged or cut off. Please make it anew and send it.',
  lost: '⚠️ This file is not in the archive any more and cannot be shown. If it is needed, ask its owner to send it again.',
  tooManyPixels: 'This picture is far too large. Please send a smaller one.',
} as const;
