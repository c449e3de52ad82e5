import { Button, type ButtonProps } from '@mantine/core';
import type { ComponentPropsWithRef, ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useCurrentUser } from '../session/session-context.ts';
import { MenuIcon } from './menu-icon.tsx';
import styles from './user-menu.module.css';

/** The button in the header that says who is signed in. */
export function AccountButton(props: ButtonProps & Omit<ComponentPropsWithRef<'button'>, keyof ButtonProps>): ReactElement {
  const { t } = useTranslation();
  const { displayName } = useCurrentUser();
  return (
    <Button variant="transparent" color="white" aria-label={t('shell.account', { name: displayName })} {...props} className={styles.target}>
      <MenuIcon name="user" />
      <span className={styles.name}>{displayName}</span>
    </Button>
  );
}
