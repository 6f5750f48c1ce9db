import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../../bot/config.ts';
import { servePlayground } from '../../bot/playground/serve.ts';

describe('the playground', () => {
  test.each([
    ['DATABASE_URL', 'postgresql://127.0.0.1:1/real'],
    ['REDIS_URL', 'redis://127.0.0.1:1'],
    ['TELEGRAM_API_ROOT', 'https://telegram.example'],
    ['KAVENEGAR_API_KEY', 'real-key'],
    ['SMTP_URL', 'smtps://mail.example'],
  ])('does not start with a real %s, and does not say its value', async (name, value) => {
    const config = readConfig({ DATA_DIR: '/nowhere', [name]: value });
    const started = servePlayground(config, pino({ level: 'silent' }));
    const message = await started.then(
      () => 'started',
      (error: Error) => error.message,
    );
    expect(message).toContain(name);
    expect(message).not.toContain(value);
  });
});
