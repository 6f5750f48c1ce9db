import { openDatabase } from '../../core/db.ts';
import { secureRandom } from '../../core/work.ts';

// A process of its own that opens the folder it is given, and says how that went.
const [folder = ''] = process.argv.slice(2);
await openDatabase({
  folder,
  now: () => new Date(),
  random: secureRandom,
  secret: new Uint8Array(32),
}).then(
  (database) => process.stdout.write('opened', () => void database.close()),
  (error: Error) => process.stdout.write(`${error.name}: ${error.message}`),
);
