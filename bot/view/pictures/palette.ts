/** The colours of every picture: one accent, one alarm, and greys that lean towards the accent. */
export const palette = {
  accent: '#0b6b74',
  accentDark: '#084f57',
  accentTint: '#e2f1f1',
  /** Thin ornament on the accent. */
  accentLine: '#1d7780',
  /** Beside the accent in a chart; told from it in shades of grey, too. */
  held: '#dfa32f',
  free: '#bfdfdf',
  alarm: '#b3261e',
  alarmTint: '#fbeae8',
  ink: '#17252b',
  /** Of lesser words; still 4.5 to 1 on white and paper. */
  muted: '#566770',
  line: '#cfdadd',
  paper: '#f2f6f6',
  white: '#ffffff',
} as const;
