import { Button, Group, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Absence, Camera } from '../api/api-types.ts';
import { endAbsence } from '../api/fault-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import { WaitingMark } from '../offline/waiting-mark.tsx';
import { useMay } from '../session/session-context.ts';
import { ProblemView } from '../ui/problem-view.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { SectionCard } from '../ui/section-card.tsx';
import { absenceDays } from './absence-days.ts';
import { AbsenceForm } from './absence-form.tsx';
import styles from './fault-list.module.css';
import { useAbsences } from './use-faults.ts';

/** When a camera is away on purpose: windows that are set ahead, and how to set one. */
export function CameraAbsences({ camera }: { readonly camera: Pick<Camera, 'id' | 'name'> }): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  const [entering, setEntering] = useState(false);
  const absences = useAbsences(camera.id);
  return (
    <SectionCard title={t('absence.title')}>
      <Text>{t('absence.hint')}</Text>
      <QueryView query={absences}>{(list) => <AbsenceList cameraId={camera.id} absences={list} />}</QueryView>
      <WaitingMark recordId={camera.id} only="camera_absence" />
      {may('absence.write') && entering && <AbsenceForm camera={camera} known={absences.data} onDone={() => setEntering(false)} />}
      {may('absence.write') && !entering && (
        <Group>
          <Button variant="default" onClick={() => setEntering(true)}>
            {t('absence.add')}
          </Button>
        </Group>
      )}
    </SectionCard>
  );
}

function AbsenceList({ cameraId, absences }: { readonly cameraId: string; readonly absences: readonly Absence[] }): ReactElement {
  const { t } = useTranslation();
  if (absences.length === 0) return <Text c="dimmed">{t('absence.none')}</Text>;
  return (
    <ul className={styles.notes}>
      {absences.map((absence) => (
        <AbsenceItem key={absence.id} cameraId={cameraId} absence={absence} />
      ))}
    </ul>
  );
}

function AbsenceItem({ cameraId, absence }: { readonly cameraId: string; readonly absence: Absence }): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  const client = useQueryClient();
  const ending = useMutation({
    mutationFn: () => endAbsence(cameraId, absence.id),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.camera(cameraId) }),
  });
  const isOver = Date.parse(absence.to) <= Date.now();
  const { isWholeDay, ...days } = absenceDays(absence);
  const hasBegun = Date.parse(absence.from) <= Date.now();
  return (
    <li className={styles.note}>
      <b>{t(isWholeDay ? 'absence.days' : 'absence.until', days)}</b> · {t(`absenceReason.${absence.reason}`)} {isOver && `(${t('absence.over')})`}
      {absence.note !== '' && <div>{absence.note}</div>}
      {may('absence.write') && !isOver && (
        <div>
          <Button size="sm" variant="default" loading={ending.isPending} onClick={() => ending.mutate()}>
            {t(hasBegun ? 'absence.endNow' : 'absence.takeBack')}
          </Button>
        </div>
      )}
      {ending.error && <ProblemView error={ending.error} />}
    </li>
  );
}
