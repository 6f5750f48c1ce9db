import { z } from 'zod';
import { isConfidential } from './sending/loopback.ts';

const flag = z.enum(['true', 'false']).transform((value) => value === 'true');
const port = z.coerce.number().int().min(0).max(65_535);

/** Whether name and password in an address are written as such: a `%` in them is `%25`. */
function isReadable(address: string): boolean {
  const { username, password } = new URL(address);
  return ![username, password].some((part) => /%(?![\da-f]{2})/i.test(part));
}

/** `name@host`, or `Somebody <name@host>`. */
const sender = /^(?:[^<>]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/;

/** Characters that a secret has at least: from fewer, codes could be found by trying. */
export const leastSecret = 32;

const schema = z.object({
  /**
   * What this process does: `web` takes updates and answers them, `worker` sends what waits in the
   * outbox and keeps the schedule, `all` does both.
   */
  ROLE: z.enum(['all', 'web', 'worker']).default('all'),
  /** From BotFather. Without it the playground runs. */
  BOT_TOKEN: z
    .string()
    .regex(/^\d+:[\w-]{30,}$/, 'is not a bot token')
    .optional(),
  /** Another server with Telegram's API: a local one, or another messenger's. */
  TELEGRAM_API_ROOT: z
    .url()
    .transform((address) => address.replace(/\/+$/, ''))
    .optional(),
  /** Where links that open the bot begin; another messenger has its own. */
  LINK_ROOT: z.url({ protocol: /^https?$/ }).default('https://t.me/'),
  /** Where the messenger delivers updates. Without it the bot polls. */
  WEBHOOK_URL: z.url({ protocol: /^https?$/ }).optional(),
  WEBHOOK_SECRET: z
    .string()
    .regex(/^[\w-]{16,256}$/, 'needs 16 to 256 of A-Z a-z 0-9 _ -')
    .optional(),
  /** Whether this replica tells the messenger where to deliver; several need only one. */
  WEBHOOK_REGISTER: flag.default(true),
  HTTP_HOST: z.string().default('127.0.0.1'),
  /** Where the webhook and the health check listen; without a webhook, nothing listens unless it is set. */
  HTTP_PORT: port.optional(),
  /** Where the playground's page is, on 127.0.0.1; any free port where this one is taken. */
  PLAYGROUND_PORT: port.default(8642),
  /** PostgreSQL. Without it the embedded database in DATA_DIR. */
  DATABASE_URL: z
    .url({
      protocol: /^postgres(ql)?$/,
      error: 'must be like postgresql://user:password@host:5432/name',
    })
    .optional(),
  DATABASE_POOL: z.coerce.number().int().min(2).max(100).default(10),
  /** Redis, for limits that several replicas share. */
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  DATA_DIR: z.string().min(1).default('.hamyar'),
  /** A store with Amazon's S3 interface, for attachments; without it they are in DATA_DIR. */
  S3_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'is not the name of a bucket')
    .optional(),
  S3_REGION: z.string().min(1).default('us-east-1'),
  S3_ACCESS_KEY: z.string().min(1).optional(),
  S3_SECRET_KEY: z.string().min(1).optional(),
  /** Where the embedded database and all else in DATA_DIR are backed up once a day. */
  BACKUP_DIR: z.string().min(1).optional(),
  BACKUP_KEEP: z.coerce.number().int().min(1).default(7),
  /** One-time codes are derived from it; the same for all replicas. Made and kept in DATA_DIR when one process runs alone. */
  SECRET: z.string().min(leastSecret, `needs at least ${leastSecret} characters`).optional(),
  KAVENEGAR_API_KEY: z.string().min(1).optional(),
  KAVENEGAR_TEMPLATE: z.string().min(1).optional(),
  KAVENEGAR_SENDER: z.string().min(1).optional(),
  KAVENEGAR_URL: z
    .url({ protocol: /^https?$/, abort: true })
    .refine((address) => isConfidential(new URL(address)), 'must begin with https:')
    .default('https://api.kavenegar.com/'),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, abort: true })
    .refine(isReadable, 'needs name and password URL-encoded: % is %25')
    .optional(),
  MAIL_FROM: z.string().regex(sender, 'must be like Hamyar <noreply@uni.example>').optional(),
  /** The ministry's gateway to student records. Without it the imported table. */
  REGISTRY_URL: z.url({ protocol: /^https?$/ }).optional(),
  REGISTRY_KEY: z.string().min(1).optional(),
  /** More updates of one chat in ten seconds than this are dropped unread. */
  CHAT_UPDATES_PER_10_SECONDS: z.coerce.number().int().min(1).default(60),
  /** Messages in all, over all processes. */
  SENDING_PER_SECOND: z.coerce.number().int().min(1).max(1000).default(30),
  /** Announcements are sent by the messenger's paid rate, above the usual 30 a second. */
  SENDING_PAID: flag.default(false),
  /** Messages to one chat, in the long run. */
  SENDING_PER_CHAT_PER_SECOND: z.coerce.number().min(0.1).max(1000).default(1),
  /** How long a message belongs to the process that sends it; longer than sending can take. */
  SENDING_LEASE_SECONDS: z.coerce.number().min(1).max(600).default(120),
  /** For how many days it is known what was sent to whom; how many got an announcement stays known. */
  SENT_KEPT_DAYS: z.coerce.number().int().min(7).max(3650).default(30),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
});

export type Config = z.infer<typeof schema>;

type Values = Record<string, unknown>;

type Problem = readonly [name: string, problem: string | undefined];

/** Variables that make no sense without another, whatever is done with them. */
function neededTogether(values: Values): Problem[] {
  const needed = missingIn(values);
  return [
    ...['S3_BUCKET', 'S3_ACCESS_KEY', 'S3_SECRET_KEY'].map((name) =>
      needed(name, values['S3_ENDPOINT'] !== undefined, 'with S3_ENDPOINT'),
    ),
    needed('REGISTRY_KEY', values['REGISTRY_URL'] !== undefined, 'with REGISTRY_URL'),
  ];
}

const missingIn =
  (values: Values) =>
  (name: string, wanted: boolean, why: string): Problem => [
    name,
    wanted && values[name] === undefined ? `is needed ${why}` : undefined,
  ];

/** What a process needs that serves people. */
function neededToServe(values: Values): Problem[] {
  const needed = missingIn(values);
  const keepsBackups = values['BACKUP_DIR'] !== undefined && values['DATABASE_URL'] !== undefined;
  const real = values['BOT_TOKEN'] !== undefined;
  const sends = real && values['ROLE'] !== 'web';
  const apart = (values['ROLE'] ?? 'all') !== 'all';
  return [
    needed('BOT_TOKEN', apart, 'with ROLE; the playground is one process'),
    needed('DATABASE_URL', apart, 'with ROLE; the embedded database has one process'),
    needed('WEBHOOK_SECRET', values['WEBHOOK_URL'] !== undefined, 'with WEBHOOK_URL'),
    needed('SECRET', real && values['DATABASE_URL'] !== undefined, 'with DATABASE_URL'),
    needed('KAVENEGAR_API_KEY', sends, 'with BOT_TOKEN, to send codes by SMS'),
    needed('KAVENEGAR_TEMPLATE', sends, 'with BOT_TOKEN, to send codes by SMS'),
    needed('SMTP_URL', sends, 'with BOT_TOKEN, to send codes by e-mail'),
    needed('MAIL_FROM', sends, 'with BOT_TOKEN, to send codes by e-mail'),
    [
      'BACKUP_DIR',
      keepsBackups ? 'is for the embedded database; PostgreSQL is backed up by pg_dump' : undefined,
    ],
  ];
}

/** The environment is not as it should be; the text names every wrong variable, never a value. */
export class WrongConfiguration extends Error {
  override name = 'WrongConfiguration';
}

/**
 * Reads the environment; empty variables count as unset. What only a process needs that serves people
 * is not asked of one that does not. Everything that is wrong is named at once.
 */
export function readConfig(
  // biome-ignore lint/style/noProcessEnv: the one place that reads it.
  environment: Record<string, string | undefined> = process.env,
  { serves }: { readonly serves: boolean } = { serves: true },
): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  const wrong = parsed.success ? [] : parsed.error.issues.map(asProblem);
  const missing = [...neededTogether(given), ...(serves ? neededToServe(given) : [])];
  const problems = [...wrong, ...missing].flatMap(([name, problem]) =>
    problem === undefined ? [] : [`  ${name}: ${problem}`],
  );
  if (parsed.success && problems.length === 0) return parsed.data;
  throw new WrongConfiguration(
    `The configuration is not right. See "Configuration" in README.md.\n${problems.join('\n')}`,
  );
}

const asProblem = ({ path, message }: z.core.$ZodIssue): Problem => [path.join('.'), message];
