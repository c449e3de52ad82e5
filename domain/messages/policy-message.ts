import type { RequestPolicy } from '../requests/request-policy.ts';
import { vietnamTimeText } from '../vietnam-time-text.ts';
import { safeText } from './message-facts.ts';
import { isShortChannel, type MessageChannel, type MessageLanguage } from './message-terms.ts';
import { withoutMarks } from './without-marks.ts';

/** A policy about requests, of a unit and from a time on. */
export interface PolicyMessageFacts extends RequestPolicy {
  readonly unitName: string;
  /** Epoch milliseconds. */
  readonly validFromMs: number;
}

interface Words {
  readonly head: string;
  readonly rule: (facts: PolicyMessageFacts, from: string) => string;
  readonly kept: string;
}

const VI: Words = {
  head: 'Quy định trích xuất hình ảnh thay đổi',
  rule: ({ deciders, decisionWorkingDays, accessHours, emergencyAllowed }, from) =>
    `Từ ${from}: ${deciders} người của ban điều hành đồng ý, trả lời trong ${decisionWorkingDays} ngày làm việc, được xem ${accessHours} giờ, ${emergencyAllowed ? 'được' : 'không được'} mở khẩn cấp.`,
  kept: 'Đề nghị đã gửi trước đó giữ quy định cũ.',
};

const EN: Words = {
  head: 'The rules for footage requests change',
  rule: ({ deciders, decisionWorkingDays, accessHours, emergencyAllowed }, from) =>
    `From ${from}: ${deciders} of the board agree, within ${decisionWorkingDays} working days; open for ${accessHours} hours; emergencies ${emergencyAllowed ? 'allowed' : 'not allowed'}.`,
  kept: 'Requests made before keep the old rules.',
};

const PRODUCT = 'Mắt Phố';
const MOST_SHORT_LENGTH = 306;

/** Tells a board that a unit of its cameras has laid down another policy, in the words of its language. An SMS is one line of at most 306 characters. */
export function policyMessage(
  facts: PolicyMessageFacts,
  style: { readonly language: MessageLanguage; readonly channel: MessageChannel; readonly withoutMarks: boolean },
): { readonly subject: string; readonly body: string } {
  const words = style.language === 'vi' ? VI : EN;
  const head = [words.head, safeText(facts.unitName)].filter((part) => part !== null && part !== undefined).join(': ');
  const rule = words.rule(facts, vietnamTimeText(facts.validFromMs));
  const body = isShortChannel(style.channel) ? `${PRODUCT}: ${head}. ${rule}`.slice(0, MOST_SHORT_LENGTH) : [head, rule, words.kept].join('\n');
  const plain = (text: string) => (style.withoutMarks ? withoutMarks(text) : text);
  return { subject: plain(`[${PRODUCT}] ${head}`), body: plain(body) };
}
