import { describe, expect, it } from 'vitest';
import { readConfig } from '../../../platform/config.ts';

const SECRET = 'sixteen characters';

describe('settings of messages', () => {
  it('are absent unless given', () => {
    expect(readConfig({}).messages).toEqual({});
    expect(readConfig({}).smsPrefixes).toEqual([]);
    expect(readConfig({ MATPHO_SMS_PREFIXES: '+856, +1202' }).smsPrefixes).toEqual(['+856', '+1202']);
  });

  it('are read by channel', () => {
    const { messages } = readConfig({
      MATPHO_SMTP_URL: 'smtp://u:p%40ss@mail.example:2525',
      MATPHO_SMTP_FROM: 'Mắt Phố <canh.bao@mail.example>',
      MATPHO_SMS_WEBHOOK_URL: 'https://sms.example/send',
      MATPHO_SMS_WEBHOOK_SECRET: SECRET,
    });
    expect(messages).toEqual({
      email: { url: 'smtp://u:p%40ss@mail.example:2525', from: 'Mắt Phố <canh.bao@mail.example>' },
      sms: { url: 'https://sms.example/send', secret: SECRET },
    });
  });

  it.each([
    ['MATPHO_SMTP_URL', { MATPHO_SMTP_URL: 'http://mail.example', MATPHO_SMTP_FROM: 'a@b.example' }],
    ['MATPHO_SMTP_URL', { MATPHO_SMTP_URL: 'smtp://user@mail.example', MATPHO_SMTP_FROM: 'a@b.example' }],
    ['MATPHO_SMTP_URL', { MATPHO_SMTP_URL: 'smtp://user:se/cret@mail.example', MATPHO_SMTP_FROM: 'a@b.example' }],
    ['MATPHO_SMTP_FROM', { MATPHO_SMTP_URL: 'smtp://mail.example' }],
    ['MATPHO_SMTP_FROM', { MATPHO_SMTP_URL: 'smtp://mail.example', MATPHO_SMTP_FROM: 'a@b.example, c@d.example' }],
    ['MATPHO_SMTP_FROM', { MATPHO_SMTP_URL: 'smtp://mail.example', MATPHO_SMTP_FROM: 'X\r\nBcc: y <a@b.example>' }],
    ['MATPHO_SMS_WEBHOOK_SECRET', { MATPHO_SMS_WEBHOOK_URL: 'https://sms.example' }],
    ['MATPHO_SMS_WEBHOOK_URL', { MATPHO_SMS_WEBHOOK_SECRET: SECRET }],
    ['MATPHO_SMS_PREFIXES', { MATPHO_SMS_PREFIXES: '856' }],
    ['MATPHO_SMS_PREFIXES', { MATPHO_SMS_PREFIXES: '+856;+855' }],
    ['MATPHO_SMS_PREFIXES', { MATPHO_SMS_PREFIXES: '+' }],
    ['MATPHO_CHAT_WEBHOOK_SECRET', { MATPHO_CHAT_WEBHOOK_URL: 'https://chat.example', MATPHO_CHAT_WEBHOOK_SECRET: 'short' }],
  ])('that can not be used stop the start, name %s and show no value', (variable, environment) => {
    let thrown: unknown;
    try {
      readConfig(environment);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({ code: 'bad_setting', details: { variable } });
    for (const value of Object.values(environment)) expect((thrown as Error).message).not.toContain(value);
  });
});
