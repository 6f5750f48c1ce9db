const inputs = read('GENERATED_INPUTS', 250);

/** How many inputs are generated at least, and from which seed; `npm run test:inputs` sets both. */
export const generated = {
  inputs,
  seed: read('GENERATED_SEED', 1402),
  /** How many decide on the last seats at once; `npm run test:services` has a thousand. */
  decisions: read('SEAT_DECISIONS', 40),
  /** A run of its own, which may take its time. */
  many: inputs >= 1_000,
};

function read(name: string, usual: number): number {
  // biome-ignore lint/style/noProcessEnv: settings of these tests, read in this one place.
  const given = Number(process.env[name] ?? usual);
  if (!Number.isSafeInteger(given)) throw new Error(`${name} is a whole number`);
  return given;
}

/** The announcement that is cut off and goes on; `npm run test:announcements` sets the sizes that were promised. */
export const announcing = {
  receivers: read('ANNOUNCED_RECEIVERS', 240),
  kills: read('ANNOUNCED_KILLS', 1),
  perSecond: read('ANNOUNCED_PER_SECOND', 100),
};
