import { alertText, type AlertLine, type AlertText } from './alert-line.ts';
import type { MessageChannel, MessageLanguage } from './message-terms.ts';
import { messageWords } from './message-words.ts';
import { withoutMarks } from './without-marks.ts';

/** How somebody wants to be written to. */
export interface MessageStyle {
  readonly channel: MessageChannel;
  readonly language: MessageLanguage;
  readonly withoutMarks: boolean;
  /** The application's address, without a slash at its end; null: no links. */
  readonly publicUrl: string | null;
}

/** A message in words. Plain text: no pictures, no markup. */
export interface MessageText {
  readonly subject: string;
  readonly body: string;
}

const PRODUCT = 'Mắt Phố';
/** Alerts that one message tells in full; the rest is counted. */
const MOST_ALERTS: Readonly<Record<MessageChannel, number>> = { email: 30, sms: 3, chat: 10 };

function finish(text: MessageText, style: MessageStyle): MessageText {
  return style.withoutMarks ? { subject: withoutMarks(text.subject), body: withoutMarks(text.body) } : text;
}

/** A text message is one line: it is paid by length. */
function shortBody(texts: readonly AlertText[], more: string | null): string {
  const lines = texts.map(({ head, time, toDo }) => [`${head}.`, time, ...(texts.length === 1 && toDo !== null ? [toDo] : [])].join(' '));
  return `${PRODUCT}: ${[...lines, ...(more === null ? [] : [more])].join('; ')}`;
}

function longBody(texts: readonly AlertText[], more: string | null, style: MessageStyle): string {
  const { publicUrl, language, channel } = style;
  const blocks = texts.map(({ head, place, names, time, toDo, path }) =>
    [head, names, place, time, toDo, publicUrl === null ? null : publicUrl + path].filter((line) => line !== null).join('\n'),
  );
  const footer = channel === 'email' ? [`-- \n${messageWords(language).footer}`] : [];
  return [...blocks, ...(more === null ? [] : [more]), ...footer].join('\n\n');
}

/** One message that tells `lines`, at least one, in their order. */
export function alertMessage(lines: readonly AlertLine[], style: MessageStyle): MessageText {
  const words = messageWords(style.language);
  const texts = lines.slice(0, MOST_ALERTS[style.channel]).map((line) => alertText(line, words));
  const left = lines.length - texts.length;
  const more = left > 0 ? words.moreAlerts(left) : null;
  const opened = lines.filter(({ what }) => what === 'opened').length;
  const what = lines.length === 1 ? texts[0]!.head : words.manySubject(opened, lines.length - opened);
  const body = style.channel === 'sms' ? shortBody(texts, more) : longBody(texts, more, style);
  return finish({ subject: `[${PRODUCT}] ${what}`, body }, style);
}

/** The message of "send a test". */
export function testMessage(style: MessageStyle): MessageText {
  const { subject, body } = messageWords(style.language).test;
  return finish({ subject: `[${PRODUCT}] ${subject}`, body: `${PRODUCT}: ${body}` }, style);
}

/** Subject of the message that holds a code; the code itself is put in when it is sent. */
export function codeSubject(style: MessageStyle): string {
  return finish({ subject: `[${PRODUCT}] ${messageWords(style.language).code.subject}`, body: '' }, style).subject;
}

/** Body of the message that holds a code, which is good for `minutes`. */
export function codeBody(code: string, minutes: number, style: MessageStyle): string {
  return finish({ subject: '', body: `${PRODUCT}: ${messageWords(style.language).code.body(code, minutes)}` }, style).body;
}
