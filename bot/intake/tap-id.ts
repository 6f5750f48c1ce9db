/** A number that travelled in a button; 0, the id of nothing and the first page, for what is none. */
export const idOf = (text = ''): number =>
  /^\d{1,10}$/.test(text) && Number(text) < 2 ** 31 ? Number(text) : 0;
