import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { isUuid } from '../../domain/uuid.ts';
import { DayField } from '../ui/day-field.tsx';
import type { AuditChoice } from './audit-choice.ts';
import styles from './audit.module.css';
import { useCameraNames } from './use-audit.ts';

interface AuditFilterFormProps {
  readonly choice: AuditChoice;
  /** A board chooses among its cameras; an auditor pastes ids. */
  readonly isOwn: boolean;
  readonly onChoose: (changed: Partial<AuditChoice>) => void;
  readonly onClear: () => void;
}

/** Which entries are shown. */
export function AuditFilterForm({ choice, isOwn, onChoose, onClear }: AuditFilterFormProps): ReactElement {
  const { t } = useTranslation();
  return (
    <div role="group" aria-label={t('audit.filter')} className={styles.filter}>
      {isOwn ? (
        <CameraSelect value={choice.camera} onChange={(camera) => onChoose({ camera })} />
      ) : (
        <>
          <IdField label={t('audit.cameraId')} value={choice.camera} onCommit={(camera) => onChoose({ camera })} />
          <IdField label={t('audit.incidentId')} value={choice.incident} onCommit={(incident) => onChoose({ incident })} />
          <IdField label={t('audit.actorId')} value={choice.actor} onCommit={(actor) => onChoose({ actor })} />
        </>
      )}
      <DayField label={t('audit.from')} value={choice.from} onCommit={(from) => onChoose({ from })} />
      <DayField label={t('audit.to')} value={choice.to} onCommit={(to) => onChoose({ to })} />
      <Button variant="default" onClick={onClear}>
        {t('audit.clear')}
      </Button>
    </div>
  );
}

function CameraSelect({ value, onChange }: { readonly value: string; readonly onChange: (cameraId: string) => void }): ReactElement {
  const { t } = useTranslation();
  const names = useCameraNames();
  const cameras = [...names].map(([id, name]) => ({ value: id, label: name }));
  return (
    <NativeSelect
      label={t('audit.camera')}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      data={[{ value: '', label: t('audit.allCameras') }, ...cameras]}
    />
  );
}

interface IdFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onCommit: (id: string) => void;
}

function IdField({ label, value, onCommit }: IdFieldProps): ReactElement {
  const { t } = useTranslation();
  const [text, setText] = useState(value);
  const id = text.trim();
  const isWrong = id !== '' && !isUuid(id);
  const commit = (): void => {
    if (!isWrong && id !== value) onCommit(id);
  };
  return (
    <TextInput
      label={label}
      value={text}
      spellCheck={false}
      autoCapitalize="none"
      error={isWrong ? t('audit.badId') : null}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => event.key === 'Enter' && commit()}
    />
  );
}
