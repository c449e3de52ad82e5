import { useEffect } from 'react';
import { listOwnSubscriptions } from '../api/message-api.ts';
import { subscribeBrowser } from '../api/push-api.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { useCurrentUser } from '../session/session-context.ts';
import { browserSubscription, giveUpPush, readPushMark } from './browser-push.ts';

/** Once somebody is signed in: binds the browser's push to the new session or, if it was switched on by somebody else or ended meanwhile, gives it up. */
export function usePushRenewal(): void {
  const { id: userId } = useCurrentUser();
  const language = useLanguage();
  useEffect(() => {
    void renew().catch(() => undefined);

    async function renew(): Promise<void> {
      const mark = readPushMark();
      const subscription = await browserSubscription();
      if (subscription === null) return;
      const isOwn = mark?.userId === userId && (await listOwnSubscriptions()).some(({ id }) => id === mark.subscriptionId);
      // somebody else's, or ended from elsewhere: it doesn't come back by itself
      if (isOwn) await subscribeBrowser(subscription.toJSON(), language);
      else await giveUpPush();
    }
    // of another language nothing has to be told again
    // oxlint-disable-next-line react/exhaustive-deps
  }, [userId]);
}
