import { NativeSelect, Select, TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { CAMERA_PURPOSES } from '../../domain/camera-terms.ts';
import { SectionCard } from '../ui/section-card.tsx';
import { useCameraForm } from './camera-form-context.ts';
import styles from './camera-form.module.css';
import { useUnitChoices } from './use-unit-choices.ts';

/** Name, place in words, unit, purpose and posted notice; `nameLabel` where it is not a camera that is named. */
export function IdentityFields({ nameLabel }: { readonly nameLabel?: string }): ReactElement {
  const { t } = useTranslation();
  const { draft, change, errorOf } = useCameraForm();
  const units = useUnitChoices();
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
        <Select
          label={t('cameraForm.unit')}
          required
          searchable
          allowDeselect={false}
          disabled={units.isPending}
          nothingFoundMessage={t('cameraForm.noUnit')}
          data={[...(units.data ?? [])]}
          limit={100}
          value={draft.unitId === '' ? null : draft.unitId}
          error={units.isError ? t('cameraForm.unitsFailed') : errorOf('unitId')}
          onChange={(unitId) => change({ unitId: unitId ?? '' })}
        />
        <NativeSelect
          label={t('cameraForm.purpose')}
          description={t('cameraForm.purposeHint')}
          value={draft.purpose}
          error={errorOf('purpose')}
          onChange={(e) => change({ purpose: CAMERA_PURPOSES.find((known) => known === e.currentTarget.value) ?? '' })}
          data={[{ value: '', label: t('cameraForm.choose') }, ...CAMERA_PURPOSES.map((purpose) => ({ value: purpose, label: t(`purpose.${purpose}`) }))]}
        />
        <TextInput
          label={t('cameraForm.notice')}
          description={t('cameraForm.noticeHint')}
          placeholder={t('form.dayFormat')}
          inputMode="numeric"
          value={draft.noticeDay}
          error={errorOf('notice.postedAt')}
          onChange={(e) => change({ noticeDay: e.currentTarget.value })}
        />
      </div>
    </SectionCard>
  );
}
