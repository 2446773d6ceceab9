import { formatTime, PictureStrip, t } from '../../../kit/index.ts';
import { RoomSection } from './room-section.tsx';
import type { RoomState } from './room-types.ts';

/** What came out of the label printer. */
export function LabelPart({ labels }: Pick<RoomState, 'labels'>) {
  return (
    <RoomSection title={t('virtual-room.printer')} help={t('virtual-room.printer_help')} open={false}>
      {labels.length === 0 ? (
        <p className="small quiet">{t('virtual-room.printer_empty')}</p>
      ) : (
        <PictureStrip
          size="small"
          label={t('virtual-room.printer')}
          pictures={labels.map((label) => ({
            src: `data:image/png;base64,${label.png}`,
            alt: t('virtual-room.label_alt', { code: label.code ?? '', time: formatTime(label.at, true) }),
            caption: [label.code, label.epc, formatTime(label.at, true)].filter(Boolean).join(' · '),
          }))}
        />
      )}
    </RoomSection>
  );
}
