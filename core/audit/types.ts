/** How a row of the record gives away that it is not as it was written. */
export type ChainFault =
  /** Its contents and its hash do not agree. */
  | 'altered'
  /** It does not continue the row before it, which was changed, taken out or put in. */
  | 'unlinked'
  /** It was written and is not there, or is not what was written last. */
  | 'missing';

export type ChainCheck =
  | { readonly ok: true; readonly events: bigint }
  | { readonly ok: false; readonly seq: bigint; readonly fault: ChainFault };
