import { TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useCameraForm } from '../cameras/camera-form-context.ts';
import styles from '../cameras/camera-form.module.css';
import { PurposeField } from '../cameras/purpose-field.tsx';
import { UnitField } from '../cameras/unit-field.tsx';
import { SectionCard } from '../ui/section-card.tsx';

/** What the camera is called and what it is for; `withUnit` where there is a choice of units. */
export function HereNames({ withUnit }: { readonly withUnit: boolean }): ReactElement {
  const { t } = useTranslation();
  const { draft, change, errorOf } = useCameraForm();
  return (
    <SectionCard title={t('here.names')}>
      <div className={styles.fields}>
        <TextInput
          label={t('cameraForm.name')}
          description={t('cameraForm.nameHint')}
          required
          maxLength={200}
          value={draft.name}
          error={errorOf('name')}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <PurposeField />
        {withUnit && <UnitField />}
      </div>
    </SectionCard>
  );
}
