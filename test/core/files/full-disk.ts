import { openDiskStore } from '../../../core/files/disk.ts';
import { FileStoreError } from '../../../core/files/gateway.ts';

/** Fills the folder that is named on the command line and prints what the store then says. */
const root = process.argv[2] ?? '';
let calls = 0;
const temporaryName = () => {
  calls += 1;
  return `t${calls}`;
};
const store = await openDiskStore({ root, temporaryName, now: () => new Date() });
try {
  for (let i = 0; i < 1000; i += 1) await store.put(Buffer.alloc(16_384, `${i} `));
} catch (error) {
  const { readdir } = await import('node:fs/promises');
  const fault = error instanceof FileStoreError ? error.fault : 'untyped';
  process.stdout.write(`${fault} ${(await readdir(`${root}/writing`)).length}`);
}
