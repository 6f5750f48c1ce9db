/** A number that travelled in a button; 0, the id of nothing and the first page, for what is none. */
export const idOf = (text: string | undefined): number => {
  const id = Number(text);
  return Number.isSafeInteger(id) && id > 0 && id < 2 ** 31 ? id : 0;
};
