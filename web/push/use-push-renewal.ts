import { useEffect } from 'react';
import { subscribeBrowser } from '../api/push-api.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { useCurrentUser } from '../session/session-context.ts';
import { browserSubscription, giveUpPush, readPushMark } from './browser-push.ts';

/** Once somebody is signed in: binds the browser's push to the new session or, if it was switched on by somebody else, gives it up. */
export function usePushRenewal(): void {
  const { id: userId } = useCurrentUser();
  const language = useLanguage();
  useEffect(() => {
    void renew().catch(() => undefined);

    async function renew(): Promise<void> {
      const mark = readPushMark();
      const subscription = await browserSubscription();
      if (subscription === null) return;
      if (mark?.userId === userId) await subscribeBrowser(subscription.toJSON(), language);
      else await giveUpPush();
    }
    // of another language nothing has to be told again
    // oxlint-disable-next-line react/exhaustive-deps
  }, [userId]);
}
