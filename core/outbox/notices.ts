/**
 * What people are told. Plain JSON: ids, codes, numbers, ISO instants. The words are found when it
 * is sent, in the language of the receiver.
 */
export type Notice =
  | { readonly name: 'registered' }
  | { readonly name: 'activated' }
  | { readonly name: 'profileRefused'; readonly reason: string };

export type NoticeName = Notice['name'];
