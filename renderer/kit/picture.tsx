import { useEffect, useState } from 'react';
import { Button, IconButton } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { t } from './i18n.ts';
import { ChevronLeftIcon, ChevronRightIcon } from './icons.tsx';

export interface PictureItem {
  readonly src: string;
  /** What is on it, for those who do not see it. */
  readonly alt: string;
  /** Under the picture when enlarged: when, who, which camera. */
  readonly caption?: string;
}

export interface PictureProps {
  readonly picture: PictureItem;
  readonly onEnlarge?: () => void;
  readonly size?: 'small' | 'normal';
}

/** One thumbnail; enlarges on a press. A picture that cannot be fetched says so. */
export function Picture({ picture, onEnlarge, size = 'normal' }: PictureProps) {
  const [missing, setMissing] = useState(false);
  const content = missing ? (
    <span className="picture-missing">{t('common.picture_missing')}</span>
  ) : (
    <img src={picture.src} alt={picture.alt} loading="lazy" onError={() => setMissing(true)} />
  );
  if (onEnlarge === undefined || missing) {
    return (
      <span className="picture" data-size={size}>
        {content}
      </span>
    );
  }
  return (
    <button
      type="button"
      className="picture"
      data-size={size}
      aria-label={`${t('common.enlarge')}：${picture.alt}`}
      onClick={(event) => {
        event.stopPropagation();
        onEnlarge();
      }}
    >
      {content}
    </button>
  );
}

export interface PictureStripProps {
  readonly pictures: readonly PictureItem[];
  readonly size?: 'small' | 'normal';
  readonly label?: string;
}

/** More thumbnails than this at once hide what comes below them. */
const firstPictures = 12;

/** Thumbnails in a row; one press enlarges, arrow keys walk. A long row begins with its first pictures. */
export function PictureStrip({ pictures, size = 'normal', label }: PictureStripProps) {
  const [shown, setShown] = useState<number | undefined>(undefined);
  const [whole, setWhole] = useState(pictures.length <= firstPictures);
  const current = shown === undefined ? undefined : pictures[shown];
  const open = current !== undefined;
  const count = pictures.length;
  function step(by: number): void {
    setShown((before) => (before === undefined ? undefined : (before + by + count) % count));
  }

  useEffect(() => {
    if (!open) return undefined;
    function onKeyDown({ key }: KeyboardEvent): void {
      const by = key === 'ArrowLeft' ? -1 : key === 'ArrowRight' ? 1 : 0;
      if (by !== 0) setShown((before) => (before === undefined ? undefined : (before + by + count) % count));
    }
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [open, count]);

  return (
    <>
      <ul className="picture-strip" aria-label={label ?? t('common.picture')}>
        {(whole ? pictures : pictures.slice(0, firstPictures)).map((picture, index) => (
          <li key={`${picture.src} ${index}`}>
            <Picture picture={picture} size={size} onEnlarge={() => setShown(index)} />
          </li>
        ))}
      </ul>
      {!whole && (
        <div className="button-row">
          <Button kind="plain" onPress={() => setWhole(true)}>
            {t('common.all_pictures', { count })}
          </Button>
        </div>
      )}
      <Dialog
        open={open}
        onClose={() => setShown(undefined)}
        width="wide"
        title={t('common.picture_of', { index: (shown ?? 0) + 1, count: pictures.length })}
        actions={<Button onPress={() => setShown(undefined)}>{t('common.close')}</Button>}
      >
        {current !== undefined && (
          <figure className="picture-large">
            {pictures.length > 1 && (
              <IconButton icon={<ChevronLeftIcon />} label={t('common.previous')} onPress={() => step(-1)} />
            )}
            <div>
              <img src={current.src} alt={current.alt} />
              <figcaption className="quiet small">{current.caption ?? current.alt}</figcaption>
            </div>
            {pictures.length > 1 && (
              <IconButton icon={<ChevronRightIcon />} label={t('common.next')} onPress={() => step(1)} />
            )}
          </figure>
        )}
      </Dialog>
    </>
  );
}
