import { expect, test } from 'vitest';
import { adviceOn } from '../../bot/advice.ts';
import { readConfig } from '../../bot/config.ts';

const token = `1:${'a'.repeat(35)}`;

test('everything that is wrong is named at once, what is missing too, and no value is repeated', () => {
  const given = { BOT_TOKEN: 'not-a-token', DATABASE_URL: 'localhost:5432/x', HTTP_PORT: '99999' };
  const read = () => readConfig(given);
  const names = [
    'BOT_TOKEN: is not a bot token',
    'DATABASE_URL: must be like postgresql://user:password@host:5432/name',
    'HTTP_PORT: ',
    'SECRET: is needed with DATABASE_URL',
    'KAVENEGAR_API_KEY: is needed',
    'SMTP_URL: is needed',
  ];
  for (const name of names) expect(read).toThrow(name);
  for (const value of ['not-a-token', 'localhost:5432', '99999']) expect(read).not.toThrow(value);
});

test('what could send nothing is named at the start, without its value', () => {
  const given = {
    KAVENEGAR_URL: 'http://sms.example/',
    SMTP_URL: 'smtp://name:100%secret@mail.example',
    MAIL_FROM: 'Hamyar of mail.example',
  };
  const read = () => readConfig(given);
  for (const name of Object.keys(given)) expect(read).toThrow(`${name}: `);
  for (const value of ['sms.example', '100%secret', 'mail.example'])
    expect(read).not.toThrow(value);
});

test.each([
  'noreply@uni.example',
  'همیار دانشجو <noreply@uni.example>',
  '"Hamyar, Qom" <noreply@uni.example>',
])('a sender may have a name: %s', (MAIL_FROM) => {
  const right = {
    MAIL_FROM,
    KAVENEGAR_URL: 'http://127.0.0.1:8080/',
    SMTP_URL: 'smtps://name%40uni.example:100%25@mail.example',
  };
  expect(readConfig(right)).toMatchObject(right);
});

test('a slash at the end of the address of the messenger does no harm', () => {
  const TELEGRAM_API_ROOT = 'http://127.0.0.1:8081/';
  expect(readConfig({ TELEGRAM_API_ROOT })).toMatchObject({
    TELEGRAM_API_ROOT: 'http://127.0.0.1:8081',
  });
});

test('a command beside the bot needs nothing that only the bot needs', () => {
  const DATABASE_URL = 'postgresql://somebody@localhost:5432/hamyar';
  const given = { BOT_TOKEN: token, DATABASE_URL, BACKUP_DIR: 'backups' };
  expect(() => readConfig(given)).toThrow('SECRET: is needed');
  expect(() => readConfig(given)).toThrow('BACKUP_DIR: is for the embedded database');
  expect(readConfig(given, { serves: false })).toMatchObject({ DATABASE_URL });
  const half = { ...given, S3_ENDPOINT: 'https://s3.example' };
  expect(() => readConfig(half, { serves: false })).toThrow('S3_BUCKET: is needed');
});

test('failures of the surroundings are told with what to do, others with their place', () => {
  const failing = (code: string) => Object.assign(new Error('it failed'), { code });
  expect(adviceOn(failing('EADDRINUSE'))).toContain('HTTP_PORT');
  expect(adviceOn(failing('3D000'))).toContain('createdb');
  expect(adviceOn(failing('P3018'))).toContain('the version before runs');
  expect(adviceOn(failing('E_OTHER'))).toBeUndefined();
  expect(adviceOn(new TypeError('a bug'))).toBeUndefined();
});
