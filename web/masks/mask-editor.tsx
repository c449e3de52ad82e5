import { Alert, Button, Checkbox, Group, SegmentedControl, Stack, Text, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState, type FormEvent, type KeyboardEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { MASK_LIMITS } from '../../domain/privacy-mask.ts';
import type { Mask, MaskCreate } from '../api/api-types.ts';
import { drawMask } from '../api/mask-api.ts';
import { PersonalDataNotice } from '../incidents/personal-data-notice.tsx';
import { FormProblem } from '../ui/form-problem.tsx';
import { useFieldComplaint } from '../ui/use-field-complaint.ts';
import { useCreationKey } from '../ui/use-creation-key.ts';
import { useMasksChanged } from './use-masks-changed.ts';
import { CornerList } from './corner-list.tsx';
import { MaskCanvas, type DrawingWay, type MaskGround } from './mask-canvas.tsx';
import {
  cornerAt,
  EMPTY_DRAWING,
  isWholeMask,
  placeForCorner,
  rectangleOf,
  undone,
  withCornerAdded,
  withCornerMoved,
  withCornerRemoved,
  withCorners,
  type Corner,
  type MaskDrawing,
} from './mask-drawing.ts';

interface MaskEditorProps {
  readonly cameraId: string;
  readonly ground: MaskGround;
  /** Masks that hold now. */
  readonly held: readonly (readonly Corner[])[];
  /** A mask that is drawn anew, whose corners are where it begins. */
  readonly redrawn: Mask | null;
  readonly onSaved: (mask: Mask) => void;
}

const FIRST_RECTANGLE = rectangleOf([0.35, 0.35], [0.65, 0.65]);

/** Draws a mask by pointer, by keys or by numbers, shows what it will hide, and saves it. */
export function MaskEditor({ cameraId, ground, held, redrawn, onSaved }: MaskEditorProps): ReactElement {
  const { t } = useTranslation();
  const [drawing, setDrawing] = useState(() => withCorners(EMPTY_DRAWING, redrawn?.outline.map(([x = 0, y = 0]) => cornerAt(x, y)) ?? []));
  const [way, setWay] = useState<DrawingWay>('rectangle');
  const [isPreview, setPreview] = useState(false);
  const area = useRef<HTMLDivElement>(null);
  /** A corner that the keyboard just made, or the one beside one that it removed. */
  const focusCorner = (index: number): void => {
    requestAnimationFrame(() => area.current?.querySelector<HTMLElement>(`[data-corner="${Math.max(0, index)}"]`)?.focus());
  };
  function addCorner(after: number): void {
    setDrawing((before) => withCornerAdded(before, placeForCorner(before, after), after));
    focusCorner(after + 1);
  }
  function press(event: KeyboardEvent): void {
    if (event.key !== 'z' || !(event.ctrlKey || event.metaKey) || event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement)
      return;
    event.preventDefault();
    setDrawing(undone);
  }
  const isFull = drawing.corners.length >= MASK_LIMITS.corners.most;
  return (
    <Stack gap="sm" ref={area} onKeyDown={press}>
      <Text>{t('masks.how')}</Text>
      {redrawn && <Alert color="blue">{t('masks.redrawing', { name: redrawn.reason })}</Alert>}
      <SegmentedControl
        size="md"
        aria-label={t('masks.way')}
        value={way}
        onChange={(value) => setWay(value === 'polygon' ? 'polygon' : 'rectangle')}
        data={[
          { value: 'rectangle', label: t('masks.rectangle') },
          { value: 'polygon', label: t('masks.polygon') },
        ]}
      />
      <MaskCanvas
        ground={ground}
        held={held}
        drawing={drawing}
        way={way}
        isPreview={isPreview}
        onDraw={setDrawing}
        onCornerRemoved={(index) => focusCorner(index - 1)}
      />
      <div role="status">{t('masks.cornerCount', { count: drawing.corners.length })}</div>
      <Group gap="xs">
        <Button
          variant="default"
          onClick={() => {
            setDrawing((before) => withCorners(before, FIRST_RECTANGLE));
            focusCorner(0);
          }}
        >
          {t('masks.putRectangle')}
        </Button>
        <Button variant="default" disabled={isFull} onClick={() => addCorner(drawing.corners.length - 1)}>
          {t('masks.addCorner')}
        </Button>
        <Button variant="default" disabled={drawing.past.length === 0} onClick={() => setDrawing(undone)}>
          {t('masks.undo')}
        </Button>
        <Button variant="default" disabled={drawing.corners.length === 0} onClick={() => setDrawing((before) => withCorners(before, []))}>
          {t('masks.clear')}
        </Button>
      </Group>
      <Checkbox label={t('masks.preview')} checked={isPreview} onChange={(event) => setPreview(event.currentTarget.checked)} />
      {drawing.corners.length > 0 && (
        <details>
          <summary>{t('masks.numbers')}</summary>
          <CornerList
            corners={drawing.corners}
            onMove={(index, corner) => setDrawing((before) => withCornerMoved(before, index, corner))}
            onAddAfter={addCorner}
            onRemove={(index) => setDrawing((before) => withCornerRemoved(before, index))}
          />
        </details>
      )}
      <SaveMask
        cameraId={cameraId}
        drawing={drawing}
        redrawn={redrawn}
        onSaved={(mask) => {
          setDrawing(EMPTY_DRAWING);
          onSaved(mask);
        }}
      />
    </Stack>
  );
}

interface SaveMaskProps extends Pick<MaskEditorProps, 'redrawn'> {
  readonly cameraId: string;
  readonly drawing: MaskDrawing;
  readonly onSaved: (mask: Mask) => void;
}

function SaveMask({ cameraId, drawing, redrawn, onSaved }: SaveMaskProps): ReactElement {
  const { t } = useTranslation();
  const masksChanged = useMasksChanged(cameraId);
  const keyOf = useCreationKey();
  const [reason, setReason] = useState(redrawn?.reason ?? '');
  const [tries, setTries] = useState(0);
  const saving = useMutation({
    mutationFn: (mask: MaskCreate) => drawMask(cameraId, mask, keyOf(mask)),
    onSuccess: (mask) => {
      setReason('');
      setTries(0);
      onSaved(mask);
      return masksChanged();
    },
  });
  const refusedAt = useFieldComplaint(saving.error);
  const isWhole = isWholeMask(drawing.corners);
  const missing = tries > 0 && reason.trim() === '';
  function submit(event: FormEvent): void {
    event.preventDefault();
    setTries(tries + 1);
    if (!isWhole || reason.trim() === '' || saving.isPending) return;
    saving.mutate({ outline: drawing.corners.map(([x, y]) => [x, y]), reason: reason.trim(), ...(redrawn && { replaces: redrawn.id }) });
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="xs">
        <FormProblem error={saving.error} incomplete={tries > 0 && (!isWhole || missing)} tries={tries} />
        {tries > 0 && !isWhole && <Alert color="orange">{t('masks.notWhole')}</Alert>}
        <Textarea
          label={t('masks.reason')}
          description={t('masks.reasonHint')}
          required
          autosize
          minRows={2}
          maxLength={2000}
          value={reason}
          error={missing ? t('formProblem.required') : refusedAt('reason')}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <PersonalDataNotice text={reason} />
        <Group gap="xs">
          <Button type="submit" loading={saving.isPending}>
            {t('masks.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
