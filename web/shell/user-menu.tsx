import { useState, type ComponentType, type ReactElement } from 'react';
import { restOfTexts } from '../i18n/i18n.ts';
import { AccountButton } from './account-button.tsx';

/** Who is signed in. What opens below it is fetched when it is first wanted: it needs more code than the rest of the header together. */
export function UserMenu(): ReactElement {
  const [List, setList] = useState<ComponentType | null>(null);
  if (List !== null) return <List />;
  return <AccountButton aria-haspopup="menu" aria-expanded={false} onClick={() => void open()} />;

  async function open(): Promise<void> {
    // without connection nothing opens, and the next press tries again
    const fetched = await Promise.all([import('./user-menu-list.tsx'), restOfTexts()]).catch(() => null);
    if (fetched !== null) setList(() => fetched[0].UserMenuList);
  }
}
