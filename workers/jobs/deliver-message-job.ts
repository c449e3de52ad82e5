import type { JobHandler } from '../../platform/job-consumer.ts';
import type { MessageDelivery } from '../messages/message-delivery.ts';

/** Sends a code or a test that somebody waits for. If it fails it is tried again like any other message; a job that runs twice finds it taken. */
export function createDeliverMessageJob({ delivery }: { readonly delivery: MessageDelivery }): JobHandler<'deliver-message'> {
  return ({ payload, signal }) => delivery.sendOne(payload.messageId, signal);
}
