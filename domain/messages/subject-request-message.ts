import { vietnamTimeText } from '../vietnam-time-text.ts';
import { isShortChannel, type MessageChannel, type MessageLanguage } from './message-terms.ts';
import { withoutMarks } from './without-marks.ts';

/** What a reminder says of a request about somebody's own data: never who asked, nor what about. */
export interface SubjectRequestReminder {
  /** Epoch milliseconds. */
  readonly dueAtMs: number;
  readonly isOverdue: boolean;
  /** The first answer went out, and it is still to be done. */
  readonly isAnswered: boolean;
}

const PRODUCT = 'Mắt Phố';

function headOf({ isOverdue, isAnswered }: SubjectRequestReminder, language: MessageLanguage): string {
  if (language === 'vi') {
    const what = isAnswered ? 'làm xong' : 'trả lời';
    return `${isOverdue ? 'Quá hạn' : 'Sắp hết hạn'} ${what} yêu cầu của người dân về dữ liệu của mình`;
  }
  return `A person's request about their own data is ${isOverdue ? 'overdue' : 'due soon'}: ${isAnswered ? 'to be done' : 'to be answered'}`;
}

/** One reminder in the words of its language; a text message is its head and term only. */
export function subjectRequestMessage(
  reminder: SubjectRequestReminder,
  style: { readonly language: MessageLanguage; readonly channel: MessageChannel; readonly withoutMarks: boolean; readonly publicUrl: string | null },
): { readonly subject: string; readonly body: string } {
  const head = headOf(reminder, style.language);
  const term = `${style.language === 'vi' ? 'Hạn' : 'Term'}: ${vietnamTimeText(reminder.dueAtMs)}.`;
  const link = style.publicUrl === null ? [] : [`${style.publicUrl}/subject-requests`];
  const body = isShortChannel(style.channel) ? `${PRODUCT}: ${head}. ${term}` : [head, term, ...link].join('\n');
  const plain = (text: string) => (style.withoutMarks ? withoutMarks(text) : text);
  return { subject: plain(`[${PRODUCT}] ${head}`), body: plain(body) };
}
