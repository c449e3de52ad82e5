import { Select } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useCameraForm } from './camera-form-context.ts';
import { useUnitChoices } from './use-unit-choices.ts';

/** Which unit the camera belongs to, of those in which the user may register cameras. */
export function UnitField(): ReactElement {
  const { t } = useTranslation();
  const { draft, change, errorOf } = useCameraForm();
  const units = useUnitChoices();
  return (
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
  );
}
