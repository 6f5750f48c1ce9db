import { openDatabase } from '../../core/db.ts';
import { secureRandom } from '../../core/work.ts';

// A process of its own that opens the database of a folder or an address, and says how that went.
const [where = ''] = process.argv.slice(2);
await openDatabase({
  ...(where.startsWith('postgresql:') ? { url: where } : { folder: where }),
  now: () => new Date(),
  random: secureRandom,
  secret: new Uint8Array(32),
}).then(
  (database) => process.stdout.write('opened', () => void database.close()),
  (error: Error) => process.stdout.write(`${error.name}: ${error.message}`),
);
