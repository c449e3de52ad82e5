import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { NewPasswordForm } from '../account/new-password-form.tsx';
import { acceptInvitation, lookAtInvitation } from '../api/user-api.ts';
import { Link } from '../routing/link.tsx';
import { PlainLoading } from '../shell/plain-loading.tsx';
import { useProblemText } from '../ui/use-problem-text.ts';
import { ProviderButton } from './provider-button.tsx';
import { SignInFrame } from './sign-in-frame.tsx';
import styles from './sign-in-page.module.css';
import { useSignIn } from './use-session.ts';

/** `/invitation#token`: who was invited sets a password, and is signed in. */
export function InvitationPage(): ReactElement {
  const { t } = useTranslation();
  const token = useLocation({ select: ({ hash }) => hash });
  const problemText = useProblemText();
  const navigate = useNavigate();
  const signIn = useSignIn();
  const look = useQuery({
    queryKey: ['invitation', token],
    queryFn: ({ signal }) => lookAtInvitation(token, signal),
    gcTime: 0,
    staleTime: Infinity,
    retry: false,
  });
  if (look.isPending) return <PlainLoading />;
  if (look.isError) {
    return (
      <SignInFrame title={t('invitation.title')} lead={problemText(look.error)}>
        <Link to="/sign-in">{t('signIn.submit')}</Link>
      </SignInFrame>
    );
  }
  const { displayName, username, role, organisationName } = look.data;
  async function accept(password: string): Promise<void> {
    await acceptInvitation(token, password);
    // who has a second factor is asked for it on the page for signing in
    await signIn.mutateAsync({ username, password }).catch(() => undefined);
    await navigate({ to: '/', replace: true });
  }
  return (
    <SignInFrame title={t('invitation.title')} lead={t('invitation.lead', { name: displayName, organisation: organisationName, role: t(`role.${role}`) })}>
      <p className={styles.lead}>
        {t('signIn.username')}: <b>{username}</b>
      </p>
      <NewPasswordForm role={role} submitLabel={t('invitation.submit')} send={accept} />
      <ProviderButton next="/" invitation={token} />
    </SignInFrame>
  );
}
