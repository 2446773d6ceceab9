import { useState } from 'react';
import { attachmentUrl, failureOf, uploadAttachment, UploadError, useClient } from '../../../client/index.ts';
import { createIntention } from '../../../client/intention.ts';
import {
  Button,
  Dialog,
  EmptyState,
  formatDateTime,
  notify,
  notifyFailure,
  PictureStrip,
  t,
  Tabs,
} from '../../../kit/index.ts';
import { type Angle, angles, DocumentCamera } from './document-camera.tsx';
import type { Verdict } from './judge-picture.ts';
import { PictureImport } from './picture-import.tsx';
import type { ItemView } from './types.ts';

/** 照片: what was taken of the thing, and taking or importing more. */
export function PhotoSection({ item, editable }: { readonly item: ItemView; readonly editable: boolean }) {
  const [adding, setAdding] = useState(false);
  return (
    <section className="section" aria-labelledby="photos-title">
      <div className="section-head">
        <h2 id="photos-title">{t('evidence.photos')}</h2>
        {editable && <Button onPress={() => setAdding(true)}>{t('evidence.add_photos')}</Button>}
      </div>
      {item.photos.length === 0 ? (
        <EmptyState>{t('evidence.photos_empty')}</EmptyState>
      ) : (
        <PictureStrip
          label={t('evidence.photos')}
          pictures={item.photos.map((photo) => ({
            src: attachmentUrl(photo.hash),
            alt: photo.caption === '' ? item.name : `${item.name} ${photo.caption}`,
            caption: [
              photo.caption,
              formatDateTime(photo.takenAt),
              photo.takenBy,
              t(`evidence.photo_source.${photo.source}`),
              item.place ?? '',
            ]
              .filter((part) => part !== '')
              .join('　'),
          }))}
        />
      )}
      <Dialog
        open={adding}
        onClose={() => setAdding(false)}
        width="wide"
        title={t('evidence.photos_of', { name: item.name })}
        actions={<Button onPress={() => setAdding(false)}>{t('common.finish')}</Button>}
      >
        <PhotoAdding item={item} />
      </Dialog>
    </section>
  );
}

/** 拍照与导入: each picture is on record as soon as it is stored; nothing is gathered first. */
function PhotoAdding({ item }: { readonly item: ItemView }) {
  const client = useClient();
  const [busy, setBusy] = useState(false);
  const taken = angles.filter((angle) =>
    item.photos.some(({ caption }) => caption.startsWith(t(`evidence.angle.${angle}`))),
  );

  async function add(
    hash: string,
    source: 'document-camera' | 'import',
    caption: string,
    takenAt: string,
  ): Promise<void> {
    const input = { id: item.id, hash, source, caption, takenAt };
    const intention = createIntention(() => crypto.randomUUID());
    await client.evidence.addPhoto({ commandId: intention.idFor(input), ...input });
  }

  async function onTaken(jpeg: Blob, angle: Angle, verdict: Verdict): Promise<void> {
    setBusy(true);
    const name = t(`evidence.angle.${angle}`);
    const caption = verdict === 'good' ? name : `${name} ${t(`evidence.verdict_kept.${verdict}`)}`;
    try {
      await add(await uploadAttachment(jpeg), 'document-camera', caption, new Date().toISOString());
      notify(t('evidence.photo_stored', { angle: name }));
    } catch (error) {
      notifyFailure(error instanceof UploadError ? error.failure : failureOf(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <Tabs
      label={t('evidence.add_photos')}
      tabs={[
        {
          id: 'camera',
          title: t('evidence.by_camera'),
          content: (
            <DocumentCamera
              taken={taken}
              busy={busy}
              onTaken={(jpeg, angle, verdict) => void onTaken(jpeg, angle, verdict)}
            />
          ),
        },
        {
          id: 'import',
          title: t('evidence.import'),
          content: (
            <PictureImport
              onStored={(hash, file) => add(hash, 'import', file.name.slice(0, 120), takenAtOf(file))}
            />
          ),
        },
      ]}
    />
  );
}

/** A file's own time, unless it lies in the future of this computer. */
function takenAtOf(file: File): string {
  return new Date(Math.min(file.lastModified, Date.now())).toISOString();
}
