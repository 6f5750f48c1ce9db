import type { Redis } from 'ioredis';
import { inTime } from '../../redis.ts';
import { type Asked, askAgainMs, burstOf, type Places, type Rate, type Taken } from './places.ts';

/**
 * A place whose process died is free again after so long: longer than a call can take, since the
 * message may be on its way until then.
 */
const lostAfterMs = 40_000;
/** The way there of whoever takes the place next may be shorter than that of who gives it back. */
const certainty = 0.5;
/** How long announcements stand back after somebody urgent has found no place. */
const standBackMs = 200;

// The places are members of a sorted set, by the instant from which they are free, in the time of the
// Redis server: so no two clocks have to agree. One that comes to others was perhaps just taken away by
// a process with a lower rate, while its message was on the way: it is free in a second. So is one that is
// taken for longer than any can be: the server's clock was set back. A chat that owes too much owes nothing.
const takeScript = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local size, lost, standBack, again, interval, most =
  tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
local answers = {}
local count = (#ARGV - 6) / 3
local held = redis.call('PTTL', KEYS[2])
if held > 0 then
  for i = 1, count do answers[i] = 'a' .. held end
  return answers
end
local have = redis.call('ZCARD', KEYS[1])
local from = 0
if have > 0 then from = now + 1000 end
for _, ahead in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '(' .. (now + lost), '+inf')) do
  redis.call('ZADD', KEYS[1], now + 1000, ahead)
end
for place = have + 1, size do redis.call('ZADD', KEYS[1], 'NX', from, place) end
for place = size + 1, have do redis.call('ZREM', KEYS[1], place) end
for i = 1, count do
  local chat = KEYS[4] .. ARGV[4 + i * 3]
  local burst = tonumber(ARGV[5 + i * 3])
  local urgent = ARGV[6 + i * 3] == '1'
  local owed = math.max(0, tonumber(redis.call('GET', chat) or '0') - now)
  if owed > most then owed = 0 end
  local excess = owed - interval * (burst - 1)
  if excess > 0 then
    answers[i] = 'c' .. math.ceil(excess)
  elseif not urgent and redis.call('EXISTS', KEYS[3]) == 1 then
    answers[i] = 'a' .. math.max(1, redis.call('PTTL', KEYS[3]))
  else
    local free = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')
    local wait = tonumber(free[2]) - now
    if wait > 0 then
      if urgent then redis.call('SET', KEYS[3], '1', 'PX', standBack) end
      answers[i] = 'a' .. math.min(wait, again)
    else
      redis.call('ZADD', KEYS[1], now + lost, free[1])
      redis.call('SET', chat, now + owed + interval, 'PX', math.ceil(owed + interval))
      if urgent then redis.call('DEL', KEYS[3]) end
      answers[i] = 'p' .. free[1]
    end
  end
end
return answers`;

const giveBackScript = `
local time = redis.call('TIME')
local free = time[1] * 1000 + math.floor(time[2] / 1000) + 1001 - tonumber(ARGV[1])
for i = 2, #ARGV do redis.call('ZADD', KEYS[1], 'XX', free, ARGV[i]) end`;

const holdScript = `
if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[1]) then redis.call('SET', KEYS[1], '1', 'PX', ARGV[1]) end`;

/** The places that all processes share. `name` sets installations on one Redis apart. */
export function placesOnRedis(redis: Redis, name: string, rate: Rate): Places {
  const key = (what: string) => `sending:${name}:${what}`;
  const keys = [key('places'), key('held'), key('urgent'), key('chat:')] as const;
  const interval = 1000 / rate.perChatPerSecond;
  const mostOwed = interval * Math.max(...Object.values(burstOf));
  async function giveBack(places: readonly string[], wayMs = 0): Promise<void> {
    if (places.length === 0) return;
    const early = Math.floor(wayMs * certainty);
    await inTime(redis.eval(giveBackScript, 1, keys[0], early, ...places));
  }
  return {
    async take(asked) {
      const limits = [rate.perSecond, lostAfterMs, standBackMs, askAgainMs, interval, mostOwed];
      const words = redis.eval(takeScript, 4, ...keys, ...limits, ...asked.flatMap(asWords));
      const answers = words.then((all) => (all as string[]).map(readAnswer));
      // Nobody waits for these places any more, and they are not lost for that.
      return inTime(answers, (taken) => void giveBack(placesIn(taken)).catch(() => undefined));
    },
    giveBack,
    async hold(milliseconds) {
      await inTime(redis.eval(holdScript, 1, keys[1], Math.ceil(milliseconds)));
    },
  };
}

const placesIn = (taken: readonly Taken[]): string[] =>
  taken.flatMap((one) => ('place' in one ? [one.place] : []));

const asWords = ({ chatId, urgency }: Asked): string[] => [
  String(chatId),
  String(burstOf[urgency]),
  urgency === 'announcement' ? '0' : '1',
];

function readAnswer(word: string): Taken {
  const rest = word.slice(1);
  if (word.startsWith('p')) return { place: rest };
  return { waitMs: Number(rest), because: word.startsWith('c') ? 'chat' : 'all' };
}

const insured = 'insured';

/**
 * Places of `first`; while it does not answer, those of `second`. What was taken of one is given back
 * to it.
 */
export function withInsurance(first: Places, second: Places, failed: () => void): Places {
  return {
    async take(asked) {
      try {
        return await first.take(asked);
      } catch {
        failed();
        const taken = await second.take(asked);
        return taken.map((one) => ('place' in one ? { place: insured } : one));
      }
    },
    async giveBack(places, wayMs) {
      const own = places.filter((place) => place === insured);
      const others = places.filter((place) => place !== insured);
      if (own.length > 0) await second.giveBack(own, wayMs);
      // A place that cannot be given back is free again by itself.
      if (others.length > 0) await first.giveBack(others, wayMs).catch(failed);
    },
    async hold(milliseconds) {
      await second.hold(milliseconds);
      await first.hold(milliseconds).catch(failed);
    },
  };
}
