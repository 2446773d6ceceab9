import { attachmentUrl } from '../../../client/index.ts';
import { EmptyState, formatDateTime, KeyValue, PictureStrip, StateMark, t } from '../../../kit/index.ts';
import { useDictionary } from '../parts-items/dictionary.ts';
import type { ItemView } from '../parts-items/types.ts';
import { paths } from '../paths.ts';

/**
 * 登记内容: what helps to know the thing again. Quantity, weight and seal are left out here, because they are to be
 * counted, weighed and read before anybody is told what to expect.
 */
export function RecordBeside({ item }: { readonly item: ItemView }) {
  const categories = useDictionary('category-property');
  const flags = useDictionary('item-flag');
  return (
    <aside className="intake-record" aria-labelledby="intake-record">
      <h2 id="intake-record">{t('intake.record')}</h2>
      {item.flags.length > 0 && (
        <ul className="intake-flags">
          {item.flags.map((flag) => (
            <li key={flag}>
              <StateMark tone="partly">{flags.label(flag)}</StateMark>
            </li>
          ))}
        </ul>
      )}
      {item.photos.length === 0 ? (
        <EmptyState>{t('intake.no_photos')}</EmptyState>
      ) : (
        <PictureStrip
          label={t('evidence.photos')}
          pictures={item.photos.map((photo) => ({
            src: attachmentUrl(photo.hash),
            alt: photo.caption === '' ? item.name : `${item.name} ${photo.caption}`,
            caption: `${photo.caption} ${formatDateTime(photo.takenAt)} ${photo.takenBy}`,
          }))}
        />
      )}
      <KeyValue
        items={[
          { label: t('evidence.category'), value: categories.label(item.category) },
          { label: t('evidence.features'), value: item.features },
          {
            label: t('evidence.case'),
            value: (
              <>
                <a href={`#${paths.case(item.caseId)}`}>{item.caseName}</a>{' '}
                <span className="small quiet fixed">{item.caseNumber}</span>
              </>
            ),
          },
          { label: t('evidence.list_number'), value: item.listNumber },
          {
            label: t('evidence.seized_at'),
            value: `${formatDateTime(item.seizedAt)} ${item.seizedPlace}`,
          },
        ]}
      />
    </aside>
  );
}
