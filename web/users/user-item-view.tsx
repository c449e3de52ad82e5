import { Accordion } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserItem } from '../api/api-types.ts';
import { formatInstant } from '../formats/instant-format.ts';
import type { ShownInvitation } from './invitation-card.tsx';
import { UserHelp } from './user-help.tsx';
import { UserSessions } from './user-sessions.tsx';
import { UserStanding } from './user-standing.tsx';
import styles from './users.module.css';

interface UserItemViewProps {
  readonly user: UserItem;
  readonly onInvited: (shown: ShownInvitation) => void;
}

/** One user: who and in what state, and behind that what an administrator may do. */
export function UserItemView({ user, onInvited }: UserItemViewProps): ReactElement {
  const { t } = useTranslation();
  const facts = [
    t(`role.${user.role}`),
    user.organisation.name,
    t(`users.state.${user.state}`),
    ...(user.byProvider ? [t('users.byProvider')] : []),
    ...(user.hasSecondFactor ? [t('users.withSecondFactor')] : []),
    ...(user.invitedUntil === null ? [] : [t('users.invitedUntil', { until: formatInstant(user.invitedUntil) })]),
  ];
  return (
    <Accordion.Item value={user.id}>
      <Accordion.Control>
        <span className={styles.name}>
          {user.displayName} ({user.username})
        </span>
        <span className={styles.facts}>{facts.join(' · ')}</span>
      </Accordion.Control>
      <Accordion.Panel>
        <div className={styles.body}>
          {user.state !== 'disabled' && <UserHelp user={user} onInvited={onInvited} />}
          {user.state === 'active' && <UserSessions userId={user.id} />}
          <UserStanding user={user} />
        </div>
      </Accordion.Panel>
    </Accordion.Item>
  );
}
