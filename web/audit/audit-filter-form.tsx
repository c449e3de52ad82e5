import { Button, NativeSelect, TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { isUuid } from '../../domain/uuid.ts';
import { DayField } from '../ui/day-field.tsx';
import { useTextOf } from '../ui/use-text-of.ts';
import { AUDIT_OUTCOMES } from '../../domain/audit-outcomes.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { viAuditAction } from '../i18n/vi/audit-action.ts';
import { useKnownText } from '../ui/use-known-text.ts';
import type { AuditChoice } from './audit-choice.ts';
import { isPlace, isReferenceNumber, isUsername } from './audit-search.ts';
import styles from './audit.module.css';
import { useCameraNames } from './use-audit.ts';

/** Everything that the log can say was done: all of it has words. */
const ACTIONS = Object.entries(viAuditAction.auditAction).flatMap(([area, verbs]) => Object.keys(verbs).map((verb) => `${area}.${verb}`));

interface AuditFilterFormProps {
  readonly choice: AuditChoice;
  /** A board chooses among its cameras; an auditor types what cases and people are called. */
  readonly isOwn: boolean;
  readonly onChoose: (changed: Partial<AuditChoice>) => void;
  readonly onClear: () => void;
}

/** Which entries are shown. */
export function AuditFilterForm({ choice, isOwn, onChoose, onClear }: AuditFilterFormProps): ReactElement {
  const { t } = useTranslation();
  return (
    <div role="group" aria-label={t('audit.filter')} data-narrows className={styles.filter}>
      {isOwn ? (
        <CameraSelect value={choice.camera} onChange={(camera) => onChoose({ camera })} />
      ) : (
        <>
          <WordField
            {...{ label: t('audit.incident'), problem: t('audit.badIncident'), value: choice.incident }}
            isRight={(text) => isReferenceNumber(text) || isUuid(text)}
            onCommit={(incident) => onChoose({ incident })}
          />
          <WordField
            {...{ label: t('audit.actor'), problem: t('audit.badActor'), value: choice.actor }}
            isRight={isUsername}
            onCommit={(actor) => onChoose({ actor })}
          />
          <WordField
            {...{ label: t('audit.cameraId'), problem: t('audit.badId'), value: choice.camera }}
            isRight={isUuid}
            onCommit={(camera) => onChoose({ camera })}
          />
        </>
      )}
      <ActionSelect value={choice.action} onChange={(action) => onChoose({ action })} />
      <NativeSelect
        label={t('audit.outcome')}
        value={choice.outcome}
        onChange={(event) => onChoose({ outcome: event.currentTarget.value })}
        data={[{ value: '', label: t('audit.allOutcomes') }, ...AUDIT_OUTCOMES.map((outcome) => ({ value: outcome, label: t(`audit.outcomes.${outcome}`) }))]}
      />
      <DayField label={t('audit.from')} value={choice.from} onCommit={(from) => onChoose({ from })} />
      <DayField label={t('audit.to')} value={choice.to} onCommit={(to) => onChoose({ to })} />
      <WordField
        label={t('audit.seq')}
        isRight={isPlace}
        problem={t('audit.badSeq')}
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

function ActionSelect({ value, onChange }: { readonly value: string; readonly onChange: (action: string) => void }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const knownText = useKnownText();
  const actions = ACTIONS.map((action) => ({ value: action, label: knownText(`auditAction.${action}`, action) }));
  return (
    <NativeSelect
      label={t('audit.action')}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      data={[{ value: '', label: t('audit.allActions') }, ...actions.toSorted((a, b) => a.label.localeCompare(b.label, language))]}
    />
  );
}

interface WordFieldProps {
  readonly label: string;
  /** Said of what is not right. */
  readonly problem: string;
  readonly value: string;
  readonly isRight: (text: string) => boolean;
  readonly inputMode?: 'numeric';
  readonly onCommit: (text: string) => void;
}

/** Narrows the list once it is left or Enter is pressed, and never to what can't be right. */
function WordField({ label, problem, value, isRight, inputMode, onCommit }: WordFieldProps): ReactElement {
  const [text, setText] = useTextOf(value);
  const word = text.trim();
  const isWrong = word !== '' && !isRight(word);
  const commit = (): void => {
    if (!isWrong && word !== value) onCommit(word);
  };
  return (
    <TextInput
      label={label}
      value={text}
      spellCheck={false}
      autoCapitalize="none"
      error={isWrong ? problem : null}
      inputMode={inputMode}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => event.key === 'Enter' && commit()}
    />
  );
}
