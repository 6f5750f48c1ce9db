import { text } from 'node:stream/consumers';
import { openDatabase } from '../../core/db.ts';
import { secureRandom } from '../../core/work.ts';
import { actOnSeats, type SeatAct } from './seat-acts.ts';

// Acts on seats in a process of its own: what is to be done comes on the standard input once all is
// ready, the answers go out on the standard output.

const [url = '', at = ''] = process.argv.slice(2);
const now = new Date(at);
const tools = { now: () => now, random: secureRandom, secret: new Uint8Array(32) };
const database = await openDatabase({ ...tools, url, poolSize: 12 });
process.stderr.write('ready\n');
const acts = JSON.parse(await text(process.stdin)) as SeatAct[];
process.stdout.write(JSON.stringify(await actOnSeats(database, now, acts)));
await database.close();
