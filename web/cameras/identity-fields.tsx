import { TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { DayInput } from '../ui/day-input.tsx';
import { SectionCard } from '../ui/section-card.tsx';
import { useCameraForm } from './camera-form-context.ts';
import styles from './camera-form.module.css';
import { PurposeField } from './purpose-field.tsx';
import { UnitField } from './unit-field.tsx';

/** Name, place in words, unit, purpose and posted notice; `nameLabel` where it is not a camera that is named. */
export function IdentityFields({ nameLabel }: { readonly nameLabel?: string }): ReactElement {
  const { t } = useTranslation();
  const { draft, change, errorOf } = useCameraForm();
  return (
    <SectionCard title={t('cameraForm.identity')}>
      <div className={styles.fields}>
        <TextInput
          label={nameLabel ?? t('cameraForm.name')}
          description={nameLabel === undefined ? t('cameraForm.nameHint') : undefined}
          required
          maxLength={200}
          value={draft.name}
          error={errorOf('name')}
          onChange={(e) => change({ name: e.currentTarget.value })}
        />
        <TextInput
          label={t('cameraForm.site')}
          description={t('cameraForm.siteHint')}
          maxLength={200}
          value={draft.siteName}
          error={errorOf('siteName')}
          onChange={(e) => change({ siteName: e.currentTarget.value })}
        />
        <UnitField />
        <PurposeField />
        <DayInput
          label={t('cameraForm.notice')}
          description={t('cameraForm.noticeHint')}
          value={draft.noticeDay}
          error={errorOf('notice.postedAt')}
          onChange={(noticeDay) => change({ noticeDay })}
        />
      </div>
    </SectionCard>
  );
}
