import type { MessageLanguage } from './message-terms.ts';
import { withoutMarks } from './without-marks.ts';

const TEXTS: Readonly<Record<MessageLanguage, { readonly subject: string; readonly body: string }>> = {
  vi: {
    subject: '[Mắt Phố] Còn nhiều thay đổi khác',
    body: 'Mắt Phố: Trong một giờ có quá nhiều tin về các đề nghị. Những tin sau không gửi riêng nữa: mở mục "Trích xuất" để xem.',
  },
  en: {
    subject: '[Mắt Phố] There is more',
    body: 'Mắt Phố: Too much was told of requests within an hour. What followed is not sent one by one: read it under "Requests".',
  },
};

/** One message in the place of all that would have been too many. It fits into a text message. */
export function moreMessage({ language, withoutMarks: isPlain }: { readonly language: MessageLanguage; readonly withoutMarks: boolean }): {
  readonly subject: string;
  readonly body: string;
} {
  const { subject, body } = TEXTS[language];
  return isPlain ? { subject: withoutMarks(subject), body: withoutMarks(body) } : { subject, body };
}
