import { Menu, Text, type MenuItemProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import { useEffect, useRef, useState, type ComponentPropsWithRef, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { LeaveQuestion } from '../offline/leave-question.tsx';
import { useLeave } from '../offline/use-leave.ts';
import { useCurrentUser, useMay } from '../session/session-context.ts';
import { AccountButton } from './account-button.tsx';
import styles from './user-menu.module.css';

type AnchorItemProps = MenuItemProps & Omit<ComponentPropsWithRef<'a'>, keyof MenuItemProps>;

const LinkItem = createLink((props: AnchorItemProps): ReactElement => <Menu.Item component="a" {...props} />);

/** Who is signed in, for whom, and the way out; open when it comes. */
export function UserMenuList(): ReactElement {
  const { t } = useTranslation();
  const user = useCurrentUser();
  const may = useMay();
  const leave = useLeave();
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    // closing gives the focus back to where it was at the opening
    button.current?.focus();
    const frame = requestAnimationFrame(() => setOpen(true));
    return () => cancelAnimationFrame(frame);
  }, []);
  return (
    <>
      <LeaveQuestion count={leave.count} opened={leave.isAsking} onStay={leave.stay} onLeave={leave.confirm} />
      <Menu position="bottom-end" width={280} withinPortal opened={isOpen} onChange={setOpen}>
        <Menu.Target>
          <AccountButton ref={button} />
        </Menu.Target>
        <Menu.Dropdown>
          <div className={styles.who}>
            <Text fw={600}>{user.displayName}</Text>
            <Text size="sm">{t(`role.${user.role}`)}</Text>
            <Text size="sm" c="dimmed">
              {user.organisation.name}
            </Text>
          </div>
          <Menu.Divider />
          {may('mask.read') && <LinkItem to="/mask-reviews">{t('maskReview.listTitle')}</LinkItem>}
          {may('subject_request.read') && <LinkItem to="/subject-requests">{t('menu.subjectRequests')}</LinkItem>}
          {may('unit.read') && !may('unit.write') && <LinkItem to="/units">{t('units.title')}</LinkItem>}
          <LinkItem to="/account">{t('account.title')}</LinkItem>
          <Menu.Item onClick={leave.start} disabled={leave.isLeaving}>
            {t('shell.signOut')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
