import { alertText, isUnwatched, localTime, type AlertLine, type AlertText } from './alert-line.ts';
import { safeText } from './message-facts.ts';
import { isShortChannel, type MessageChannel, type MessageLanguage } from './message-terms.ts';
import type { MessageWords } from './message-word-terms.ts';
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
const MOST_ALERTS: Readonly<Record<MessageChannel, number>> = { email: 30, sms: 3, chat: 10, push: 3 };

function finish(text: MessageText, style: MessageStyle): MessageText {
  return style.withoutMarks ? { subject: withoutMarks(text.subject), body: withoutMarks(text.body) } : text;
}

/** Characters of a text message: two parts of one without marks, five of one with them. */
const MOST_SHORT_LENGTH = 306;

function shortLine({ head, time, toDo }: AlertText, isAlone: boolean): string {
  return [`${head}.`, time, ...(isAlone && toDo !== null ? [toDo] : [])].join(' ');
}

/** A text message is one line and paid by length: it tells fewer alerts in full rather than getting longer. */
function shortBody(texts: readonly AlertText[], total: number, words: MessageWords): string {
  const more = total > texts.length ? [words.moreAlerts(total - texts.length)] : [];
  const body = `${PRODUCT}: ${[...texts.map((text) => shortLine(text, total === 1)), ...more].join('; ')}`;
  if (body.length <= MOST_SHORT_LENGTH) return body;
  return texts.length > 1 ? shortBody(texts.slice(0, -1), total, words) : `${body.slice(0, MOST_SHORT_LENGTH - 3)}...`;
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
  const unwatched = lines.filter(isUnwatched).length;
  const what = lines.length === 1 ? texts[0]!.head : words.manySubject(opened, lines.length - opened - unwatched, unwatched);
  const body = isShortChannel(style.channel) ? shortBody(texts, lines.length, words) : longBody(texts, more, style);
  return finish({ subject: `[${PRODUCT}] ${what}`, body }, style);
}

/** What a message says of a bell; names as they were typed. */
export interface AlarmFacts {
  readonly name: string;
  readonly unitName: string;
  readonly raisedAtMs: number;
  readonly pressCount: number;
  /** Null: nobody took it yet. */
  readonly takenAtMs: number | null;
}

/** The message about a bell that nobody answered or, when its `takenAtMs` is known, that somebody has answered it after all. */
export function alarmMessage({ name, unitName, raisedAtMs, pressCount, takenAtMs }: AlarmFacts, style: MessageStyle): MessageText {
  const words = messageWords(style.language);
  const { alarm } = words;
  const write = takenAtMs === null ? alarm.unanswered : alarm.taken;
  const unit = safeText(unitName);
  const text: AlertText = {
    head: write(safeText(name) ?? alarm.someBell),
    names: null,
    place: unit === null ? null : words.place(unit),
    time: takenAtMs === null ? alarm.rang(localTime(raisedAtMs), pressCount) : alarm.takenAt(localTime(takenAtMs)),
    toDo: takenAtMs === null ? words.toDo(alarm.advice) : null,
    path: '/duty',
  };
  const body = isShortChannel(style.channel) ? shortBody([text], 1, words) : longBody([text], null, style);
  return finish({ subject: `[${PRODUCT}] ${text.head}`, body }, style);
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
