import type { JobHandler } from '../../platform/job-consumer.ts';
import type { MessageDelivery } from '../messages/message-delivery.ts';

/** Sends the messages that are due. Run twice at once, the second finds the channels busy and leaves them. */
export function createSendMessagesJob({ delivery }: { readonly delivery: MessageDelivery }): JobHandler<'send-messages'> {
  return ({ signal }) => delivery.sendDue(signal);
}
