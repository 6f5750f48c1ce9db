/**
 * What people are told. Plain JSON: ids, codes, numbers, ISO instants. The words are found when it
 * is sent, in the language of the receiver.
 */
export type Notice =
  /** No call was possible, so the code went by SMS. */
  | { readonly name: 'codeFellBackToSms' }
  /** The carrier refused the address. */
  | { readonly name: 'codeNotSent' }
  | { readonly name: 'registered' }
  | { readonly name: 'activated' }
  | { readonly name: 'profileRefused'; readonly reason: string };

export type NoticeName = Notice['name'];
