import { useQueryClient } from '@tanstack/react-query';
import { Suspense, useState, type ReactElement, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { User } from '../api/api-types.ts';
import { queryKeys } from '../api/query-keys.ts';
import { SignInFrame } from '../session/sign-in-frame.tsx';
import { useKeepSession, useSignOut } from '../session/use-session.ts';
import { PlainLoading } from '../shell/plain-loading.tsx';
import { lazyPart } from '../ui/lazy-part.ts';
import { PasswordForm } from './password-form.tsx';
import styles from './plain-form.module.css';

// nobody needs it twice, and it draws a QR code
const SecondFactorSetup = lazyPart(() => import('./second-factor-setup.tsx'), 'SecondFactorSetup');

/** Shows what an account has to do before anything else, and only then `children`. */
export function AccountGate({ user, children }: { readonly user: User; readonly children: ReactNode }): ReactElement {
  // the recovery codes are shown when the account is ready already: the page stays until they are put away
  const [isSettingUp, setSettingUp] = useState(false);
  if (user.mustSetUpSecondFactor && !isSettingUp) setSettingUp(true);
  if (user.mustChangePassword) return <FirstPassword user={user} />;
  if (isSettingUp) return <FirstSecondFactor onDone={() => setSettingUp(false)} />;
  return <>{children}</>;
}

/** The role needs a second factor. */
function FirstSecondFactor({ onDone }: { readonly onDone: () => void }): ReactElement {
  const { t } = useTranslation();
  const client = useQueryClient();
  return (
    <SignInFrame title={t('account.secondFactor')} lead={t('account.firstFactor')}>
      <Suspense fallback={<PlainLoading />}>
        <SecondFactorSetup
          enabled={false}
          onDone={() => {
            void client.invalidateQueries({ queryKey: queryKeys.session }).then(onDone);
          }}
        />
      </Suspense>
      <SignOutButton />
    </SignInFrame>
  );
}

/** The password that somebody was given is replaced by one that only they know. */
function FirstPassword({ user }: { readonly user: User }): ReactElement {
  const { t } = useTranslation();
  const keepSession = useKeepSession();
  return (
    <SignInFrame title={t('account.firstPasswordTitle')} lead={t('account.firstPassword')}>
      <PasswordForm role={user.role} username={user.username} onChanged={keepSession} />
      <SignOutButton />
    </SignInFrame>
  );
}

function SignOutButton(): ReactElement {
  const { t } = useTranslation();
  const leave = useSignOut();
  return (
    <button type="button" className={styles.plain} onClick={() => leave.mutate()} aria-disabled={leave.isPending}>
      {t('shell.signOut')}
    </button>
  );
}
