import type { RequestNotice } from '../requests/request-terms.ts';
import { vietnamTimeText } from '../vietnam-time-text.ts';
import { safeText } from './message-facts.ts';
import { isShortChannel, type MessageChannel, type MessageLanguage } from './message-terms.ts';
import { withoutMarks } from './without-marks.ts';

/** What a message says of a request. No purpose and no reason: those are read in the application. */
export interface RequestMessageFacts {
  readonly cameraName: string;
  readonly referenceNumber: string;
  readonly requestedForName: string;
  /** True time, epoch milliseconds. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly dueAtMs: number;
  readonly expiresAtMs: number;
  readonly justifyByMs: number | null;
}

interface Words {
  readonly head: Readonly<Record<RequestNotice, string>>;
  readonly toDo: Readonly<Record<RequestNotice, (facts: RequestMessageFacts) => string>>;
  readonly what: (facts: RequestMessageFacts, from: string, to: string, organisation: string) => string;
  readonly someCamera: string;
}

const justifyBy = ({ justifyByMs }: RequestMessageFacts): string => (justifyByMs === null ? '' : vietnamTimeText(justifyByMs));

/** Which seconds are left; a text message has no line of its own for them. */
const seconds = ({ fromMs, toMs }: RequestMessageFacts, to: string): string => `${vietnamTimeText(fromMs)} ${to} ${vietnamTimeText(toMs)}`;

/** The end of a day as people say it: 23:59 of that day, not 00:00 of the next. */
const lastMinute = (endMs: number): string => vietnamTimeText(endMs - 60_000);

const VI: Words = {
  head: {
    submitted: 'Có đề nghị trích xuất hình ảnh',
    emergency: 'Hình ảnh vừa được mở khẩn cấp',
    reminder: 'Sắp hết hạn trả lời đề nghị trích xuất',
    overdue: 'Quá hạn trả lời đề nghị trích xuất',
    withdrawn: 'Đề nghị trích xuất đã được rút lại',
    expired: 'Đề nghị trích xuất đã hết hiệu lực',
    justified: 'Việc mở khẩn cấp đã được giải trình',
    not_justified: 'Việc mở khẩn cấp không được giải trình, quyền xem đã bị thu hồi',
    approved: 'Đề nghị trích xuất được đồng ý',
    denied: 'Đề nghị trích xuất bị từ chối',
    lifted: 'Quyền mở khẩn cấp đã được khôi phục',
    narrowed: 'Đoạn hình được xem đã thu hẹp',
    ended: 'Đề nghị trích xuất đã chấm dứt',
    revoked: 'Quyền xem hình đã bị thu hồi',
    partial: 'Chỉ có một phần hình được đề nghị',
    unavailable: 'Không có hình được đề nghị',
  },
  toDo: {
    submitted: ({ dueAtMs }) => `Cần làm: mở mục "Trích xuất", xem lý do và trả lời trước ${lastMinute(dueAtMs)}.`,
    emergency: (facts) => `Người mở phải giải trình trước ${justifyBy(facts)}. Nếu không đồng ý, ban điều hành có thể thu hồi ngay ở mục "Trích xuất".`,
    reminder: ({ dueAtMs }) => `Cần làm: trả lời trước ${lastMinute(dueAtMs)}.`,
    overdue: ({ expiresAtMs }) => `Cần làm: trả lời ngay. Không trả lời thì đề nghị hết hiệu lực lúc ${lastMinute(expiresAtMs)}.`,
    withdrawn: () => 'Không cần làm gì thêm.',
    expired: () => 'Không ai được xem hình. Không cần làm gì thêm.',
    justified: () => 'Xem lời giải trình ở mục "Trích xuất".',
    not_justified: () => 'Quyền mở khẩn cấp của người này đã bị tạm ngưng.',
    approved: () => 'Xem hình ở mục "Trích xuất".',
    denied: () => 'Đọc lý do ở mục "Trích xuất".',
    lifted: () => 'Người này lại được mở hình trong trường hợp khẩn cấp.',
    narrowed: (facts) => `Vụ việc đã được sửa: ngoài ${seconds(facts, 'đến')} không ai được xem nữa.`,
    ended: () => 'Vụ việc đã được sửa, hoặc gần đó có tụ tập: không ai được xem nữa. Nếu còn cần thì phải đề nghị lại.',
    revoked: () => 'Không ai được xem nữa. Đọc lý do ở mục "Trích xuất".',
    partial: () => 'Đọc lý do ở mục "Trích xuất".',
    unavailable: () => 'Đọc lý do ở mục "Trích xuất".',
  },
  what: ({ referenceNumber }, from, to, organisation) => `Vụ việc ${referenceNumber}, đoạn từ ${from} đến ${to}. Bên đề nghị: ${organisation}.`,
  someCamera: 'một camera',
};

const EN: Words = {
  head: {
    submitted: 'Footage is requested',
    emergency: 'Footage was opened in an emergency',
    reminder: 'A footage request is due today',
    overdue: 'A footage request is overdue',
    withdrawn: 'A footage request was withdrawn',
    expired: 'A footage request has lapsed',
    justified: 'The emergency was justified',
    not_justified: 'The emergency was not justified; access was revoked',
    approved: 'A footage request was approved',
    denied: 'A footage request was denied',
    lifted: 'The right to emergencies was given back',
    narrowed: 'What may be watched became less',
    ended: 'A footage request has ended',
    revoked: 'Access to footage was revoked',
    partial: 'Only part of the requested footage is there',
    unavailable: 'There is none of the requested footage',
  },
  toDo: {
    submitted: ({ dueAtMs }) => `To do: open "Requests", read the reason and answer before ${lastMinute(dueAtMs)}.`,
    emergency: (facts) => `It has to be justified before ${justifyBy(facts)}. If you do not agree, the board can revoke it at once under "Requests".`,
    reminder: ({ dueAtMs }) => `To do: answer before ${lastMinute(dueAtMs)}.`,
    overdue: ({ expiresAtMs }) => `To do: answer now. Without an answer it lapses at ${lastMinute(expiresAtMs)}.`,
    withdrawn: () => 'Nothing is left to do.',
    expired: () => 'Nobody may look at it. Nothing is left to do.',
    justified: () => 'Read the justification under "Requests".',
    not_justified: () => 'This person opens no footage in an emergency for now.',
    approved: () => 'Watch it under "Requests".',
    denied: () => 'Read why under "Requests".',
    lifted: () => 'This person may open footage in an emergency again.',
    narrowed: (facts) => `The incident was changed: nobody may watch any more but ${seconds(facts, 'to')}.`,
    ended: () => 'The incident was changed, or a gathering lies near: nobody may watch any more. Ask anew if it is still needed.',
    revoked: () => 'Nobody may watch any more. Read why under "Requests".',
    partial: () => 'Read why under "Requests".',
    unavailable: () => 'Read why under "Requests".',
  },
  what: ({ referenceNumber }, from, to, organisation) => `Incident ${referenceNumber}, from ${from} to ${to}. Asked for by: ${organisation}.`,
  someCamera: 'a camera',
};

const PRODUCT = 'Mắt Phố';
const MOST_SHORT_LENGTH = 306;

/** One message to a board or an officer about a request, in the words of its language. An SMS is one line of at most 306 characters. */
export function requestMessage(
  notice: RequestNotice,
  facts: RequestMessageFacts,
  style: { readonly language: MessageLanguage; readonly channel: MessageChannel; readonly withoutMarks: boolean; readonly publicUrl: string | null },
): { readonly subject: string; readonly body: string } {
  const words = style.language === 'vi' ? VI : EN;
  const head = `${words.head[notice]}: ${safeText(facts.cameraName) ?? words.someCamera}`;
  const what = words.what(facts, vietnamTimeText(facts.fromMs), vietnamTimeText(facts.toMs), safeText(facts.requestedForName) ?? '');
  const toDo = words.toDo[notice](facts);
  const link = style.publicUrl === null ? [] : [`${style.publicUrl}/requests`];
  const short = `${PRODUCT}: ${head}. ${toDo}`;
  const body = isShortChannel(style.channel) ? short.slice(0, MOST_SHORT_LENGTH) : [head, what, toDo, ...link].join('\n');
  const plain = (text: string) => (style.withoutMarks ? withoutMarks(text) : text);
  return { subject: plain(`[${PRODUCT}] ${head}`), body: plain(body) };
}
