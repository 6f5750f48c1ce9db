import { lockFolder } from '../../core/db/folder-lock.ts';

// A process that locks the folder it is given at the instant it is told, says how that went, and
// holds on: as long as it listens, it stays. It looks at the clock until then, so that others do the
// same in the same moment.
process.on('message', async (at: number) => {
  while (Date.now() < at);
  const told = await lockFolder(process.argv[2] ?? '').then(
    () => 'held',
    (error: Error) => error.name,
  );
  process.send?.(told);
});
process.send?.('ready');
