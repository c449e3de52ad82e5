import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './camera-list.module.css';
import type { ListPictures } from './use-list-pictures.ts';

/** "Show the pictures", with what that means. */
export function AskPictures({ pictures }: { readonly pictures: ListPictures }): ReactElement {
  const { t } = useTranslation();
  return (
    <div className={styles.ask}>
      <Button variant="default" fullWidth onClick={pictures.ask}>
        {t('listPicture.ask')}
      </Button>
      <span className={styles.place}>{t('listPicture.hint')}</span>
    </div>
  );
}
