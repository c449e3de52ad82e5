import { Text } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from '@tanstack/react-router';
import type { Camera, Mask } from '../api/api-types.ts';
import { listMasks } from '../api/mask-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import { useCursorPages } from '../api/use-cursor-pages.ts';
import { TakePicture } from '../cameras/take-picture.tsx';
import { useCamera } from '../cameras/use-cameras.ts';
import { useOwnPicture } from '../cameras/use-own-picture.ts';
import { Link } from '../routing/link.tsx';
import { useMay } from '../session/session-context.ts';
import cards from '../ui/card-list.module.css';
import { EmptyView } from '../ui/empty-view.tsx';
import { MoreButton } from '../ui/more-button.tsx';
import { NotAllowedPage } from '../ui/not-allowed-page.tsx';
import { PageFrame } from '../ui/page-frame.tsx';
import { PageOf } from '../ui/page-of.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { SectionCard } from '../ui/section-card.tsx';
import { GroundFrame, type MaskGround } from './mask-canvas.tsx';
import type { Corner } from './mask-drawing.ts';
import { MaskEditor } from './mask-editor.tsx';
import { MaskReviewSection } from './mask-review-section.tsx';
import { MaskItem } from './mask-item.tsx';
import { MaskShapes } from './mask-shapes.tsx';

/** `/cameras/$cameraId/masks`: what of a camera's view nobody is to see. The board draws on its own picture; a commander sees outlines only. */
export function MasksPage(): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  const { cameraId } = useParams({ from: '/_app/cameras/$cameraId/masks' });
  const camera = useCamera(cameraId);
  if (!may('mask.read')) return <NotAllowedPage />;
  return (
    <PageOf query={camera} pendingTitle={t('masks.title')}>
      {(found) => <CameraMasks key={found.id} camera={found} />}
    </PageOf>
  );
}

function CameraMasks({ camera }: { readonly camera: Camera }): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  const [redrawn, setRedrawn] = useState<Mask | null>(null);
  const masks = useCursorPages({
    queryKey: queryKeys.cameraPart(camera.id, 'masks'),
    fetchPage: (cursor, signal) => listMasks(camera.id, cursor, signal),
  });
  function redraw(mask: Mask): void {
    setRedrawn(mask);
    document.getElementById('draw-mask')?.scrollIntoView();
    document.getElementById('draw-mask')?.focus();
  }
  return (
    <PageFrame title={t('masks.of', { name: camera.name })}>
      <Link to="/cameras/$cameraId" params={{ cameraId: camera.id }}>
        {t('masks.back')}
      </Link>
      <Text>{t('masks.lead')}</Text>
      <QueryView query={masks}>
        {(data) => {
          const all = data.pages.flatMap(({ items }) => items);
          const holding = all.filter(({ state }) => state !== 'lifted');
          const held = holding.map(outlineOf);
          return (
            <>
              {may('mask.write') ? (
                <OwnDrawing camera={camera} held={held} redrawn={redrawn} onRedrawn={() => setRedrawn(null)} />
              ) : (
                <Outlines camera={camera} held={held} />
              )}
              <MaskReviewSection cameraId={camera.id} placementId={camera.placement?.id ?? null} />
              <SectionCard title={t('masks.list')}>
                {all.length === 0 && <EmptyView text={t('masks.none')} />}
                <ul className={cards.list}>
                  {all.map((mask) => (
                    <MaskItem
                      key={mask.id}
                      mask={mask}
                      number={mask.state === 'lifted' ? null : holding.indexOf(mask) + 1}
                      successor={all.find(({ replaces }) => replaces === mask.id)}
                      onRedraw={may('mask.write') ? redraw : undefined}
                    />
                  ))}
                </ul>
                <MoreButton pages={masks} />
              </SectionCard>
            </>
          );
        }}
      </QueryView>
    </PageFrame>
  );
}

const outlineOf = ({ outline }: Mask): readonly Corner[] => outline.map(([x = 0, y = 0]) => [x, y]);

interface PartProps {
  readonly camera: Camera;
  readonly held: readonly (readonly Corner[])[];
}

function emptyGround({ placement }: Camera): MaskGround {
  return { snapshot: null, width: placement?.resolution.width ?? 16, height: placement?.resolution.height ?? 9 };
}

/** The board draws on the newest picture that it asked for itself. */
function OwnDrawing({ camera, held, redrawn, onRedrawn }: PartProps & { readonly redrawn: Mask | null; readonly onRedrawn: () => void }): ReactElement {
  const { t } = useTranslation();
  const { recent, taking } = useOwnPicture(camera.id);
  const [savedReason, setSavedReason] = useState<string | null>(null);
  return (
    <div id="draw-mask" tabIndex={-1}>
      <SectionCard title={t('masks.draw')}>
        {camera.source.kind !== 'registered' && <TakePicture taking={taking} />}
        <Text size="sm" c="dimmed">
          {t('picture.logged')}
        </Text>
        <QueryView query={recent}>
          {({ items }) => {
            const snapshot = items.find(({ reason }) => reason === 'request') ?? null;
            const ground = snapshot === null ? emptyGround(camera) : { snapshot, width: snapshot.widthPx, height: snapshot.heightPx };
            return (
              <MaskEditor
                key={redrawn?.id ?? 'new'}
                cameraId={camera.id}
                ground={ground}
                held={held}
                redrawn={redrawn}
                onSaved={({ reason }) => {
                  setSavedReason(reason);
                  onRedrawn();
                }}
              />
            );
          }}
        </QueryView>
        <div role="status">{savedReason !== null && t('masks.saved', { name: savedReason })}</div>
      </SectionCard>
    </div>
  );
}

/** What is hidden, for whoever may not see the picture: a picture is footage. */
function Outlines({ camera, held }: PartProps): ReactElement {
  const { t } = useTranslation();
  return (
    <SectionCard title={t('masks.outlines')}>
      <Text>{t('masks.outlinesHint')}</Text>
      <GroundFrame ground={emptyGround(camera)}>
        <MaskShapes held={held} drawn={[]} isPreview={false} />
      </GroundFrame>
    </SectionCard>
  );
}
