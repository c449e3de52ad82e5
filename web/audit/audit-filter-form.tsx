import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { isUuid } from '../../domain/uuid.ts';
import { DayField } from '../ui/day-field.tsx';
import type { AuditChoice } from './audit-choice.ts';
import { isPlace } from './audit-search.ts';
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
  const ids = { isRight: isUuid, wrongText: t('audit.badId') };
  return (
    <div role="group" aria-label={t('audit.filter')} className={styles.filter}>
      {isOwn ? (
        <CameraSelect value={choice.camera} onChange={(camera) => onChoose({ camera })} />
      ) : (
        <>
          <TypedField label={t('audit.cameraId')} {...ids} value={choice.camera} onCommit={(camera) => onChoose({ camera })} />
          <TypedField label={t('audit.incidentId')} {...ids} value={choice.incident} onCommit={(incident) => onChoose({ incident })} />
          <TypedField label={t('audit.actorId')} {...ids} value={choice.actor} onCommit={(actor) => onChoose({ actor })} />
        </>
      )}
      <DayField label={t('audit.from')} value={choice.from} onCommit={(from) => onChoose({ from })} />
      <DayField label={t('audit.to')} value={choice.to} onCommit={(to) => onChoose({ to })} />
      <TypedField
        label={t('audit.seq')}
        isRight={isPlace}
        wrongText={t('audit.badSeq')}
        inputMode="numeric"
        value={choice.seq}
        onCommit={(seq) => onChoose({ seq })}
      />
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

interface TypedFieldProps {
  readonly label: string;
  readonly value: string;
  readonly isRight: (text: string) => boolean;
  readonly wrongText: string;
  readonly inputMode?: 'numeric';
  readonly onCommit: (text: string) => void;
}

/** Narrows the list once it is left or Enter is pressed, and never to what can't be right. */
function TypedField({ label, value, isRight, wrongText, inputMode, onCommit }: TypedFieldProps): ReactElement {
  const [text, setText] = useState(value);
  const typed = text.trim();
  const isWrong = typed !== '' && !isRight(typed);
  const commit = (): void => {
    if (!isWrong && typed !== value) onCommit(typed);
  };
  return (
    <TextInput
      label={label}
      value={text}
      spellCheck={false}
      autoCapitalize="none"
      error={isWrong ? wrongText : null}
      inputMode={inputMode}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => event.key === 'Enter' && commit()}
    />
  );
}
