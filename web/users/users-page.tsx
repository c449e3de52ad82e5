import { Accordion, Button, NativeSelect, Text, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useSearch } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { ROLES, type Role } from '../../domain/role.ts';
import { queryKeys } from '../api/query-keys.ts';
import { listUsers } from '../api/user-api.ts';
import { useCursorPages } from '../api/use-cursor-pages.ts';
import { useMay } from '../session/session-context.ts';
import { EmptyView } from '../ui/empty-view.tsx';
import { MoreButton } from '../ui/more-button.tsx';
import { NotAllowedPage } from '../ui/not-allowed-page.tsx';
import { PageFrame } from '../ui/page-frame.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { SectionCard } from '../ui/section-card.tsx';
import { InvitationCard, type ShownInvitation } from './invitation-card.tsx';
import { InviteForm } from './invite-form.tsx';
import { OnlyOf } from './only-of.tsx';
import { UserItemView } from './user-item-view.tsx';

/** Each look is logged: not one for each letter. */
const TYPING_PAUSE_MS = 500;

/** `/users`: administrators invite people, move them, help who lost a phone or a password, and close the accounts of who left. */
export function UsersPage(): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  const [isInviting, setInviting] = useState(false);
  const [shown, setShown] = useState<ShownInvitation | null>(null);
  if (!may('user.write')) return <NotAllowedPage />;
  return (
    <PageFrame title={t('users.title')} aside={!isInviting && <Button onClick={() => setInviting(true)}>{t('users.invite')}</Button>}>
      <Text>{t('users.lead')}</Text>
      {shown !== null && <InvitationCard shown={shown} onClose={() => setShown(null)} />}
      {isInviting && (
        <SectionCard title={t('users.invite')}>
          <InviteForm
            onCancel={() => setInviting(false)}
            onInvited={(invitation) => {
              setInviting(false);
              setShown(invitation);
            }}
          />
        </SectionCard>
      )}
      <UserList onInvited={setShown} />
    </PageFrame>
  );
}

function UserList({ onInvited }: { readonly onInvited: (shown: ShownInvitation) => void }): ReactElement {
  const { t } = useTranslation();
  const [role, setRole] = useState<Role | null>(null);
  const [name, setName] = useState('');
  const search = useDebouncedCallback((text: string) => setName(text.trim()), TYPING_PAUSE_MS);
  const q = name === '' ? undefined : name;
  const { organisation: organisationId } = useSearch({ from: '/_app/users' });
  const pages = useCursorPages({
    queryKey: queryKeys.userList({ role, organisationId, q }),
    fetchPage: (cursor, signal) => listUsers({ role, organisationId, q }, cursor, signal),
  });
  const roles = [{ value: '', label: t('users.anyRole') }, ...ROLES.map((value) => ({ value, label: t(`role.${value}`) }))];
  return (
    <>
      <TextInput type="search" label={t('users.search')} maxLength={100} maw="24rem" onChange={({ currentTarget }) => search(currentTarget.value)} />
      <NativeSelect
        label={t('users.role')}
        data={roles}
        value={role ?? ''}
        onChange={({ currentTarget }) => setRole(ROLES.find((one) => one === currentTarget.value) ?? null)}
        maw="24rem"
      />
      {organisationId !== undefined && <OnlyOf organisationId={organisationId} />}
      <QueryView query={pages}>
        {(data) => {
          const users = data.pages.flatMap(({ items }) => items);
          if (users.length === 0) return <EmptyView text={t(q === undefined ? 'users.none' : 'users.noneFound')} />;
          return (
            <Accordion variant="separated" keepMounted={false} order={2}>
              {users.map((user) => (
                <UserItemView key={user.id} user={user} onInvited={onInvited} />
              ))}
            </Accordion>
          );
        }}
      </QueryView>
      <MoreButton pages={pages} />
    </>
  );
}
