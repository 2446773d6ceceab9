import { PictureStrip, StateMark, t, textOr } from '../../../kit/index.ts';
import { framePictures, percent } from '../parts-operations/words.ts';
import type { Passage } from './gate-words.ts';

/** Camera pictures of a passage, or why there are none. */
export function PassageFrames({ passage }: { readonly passage: Pick<Passage, 'frames' | 'noPicture'> }) {
  return (
    <section className="page-section" aria-labelledby="passage-frames">
      <h2 id="passage-frames">{t('gate.pictures')}</h2>
      {passage.frames.length > 0 ? (
        <PictureStrip pictures={framePictures(passage.frames)} label={t('gate.pictures')} />
      ) : (
        <p className="quiet">
          {t('gate.no_picture_because', {
            reason: textOr(
              `gate.no_picture_reason.${passage.noPicture ?? ''}`,
              t('gate.no_picture_reason.unknown'),
            ),
          })}
        </p>
      )}
    </section>
  );
}

/** Items of a passage: what moved, with the direction found and how sure that is; what only lay near the door is folded away. */
export function PassageItems({ items }: { readonly items: Passage['items'] }) {
  const moved = items.filter(({ direction }) => direction !== 'none');
  const stayed = items.filter(({ direction }) => direction === 'none');
  return (
    <section className="page-section" aria-labelledby="passage-items">
      <h2 id="passage-items">{t('gate.items')}</h2>
      {moved.length === 0 ? (
        <p className="quiet">{t(items.length === 0 ? 'gate.items_none' : 'gate.items_none_moved')}</p>
      ) : (
        <ItemsTable items={moved} />
      )}
      {stayed.length > 0 && (
        <details>
          <summary>{t('gate.items_stayed', { count: stayed.length })}</summary>
          <ItemsTable items={stayed} />
        </details>
      )}
    </section>
  );
}

function ItemsTable({ items }: { readonly items: Passage['items'] }) {
  return (
    <div className="plain-table-scroll" tabIndex={0} role="region" aria-label={t('gate.items_table')}>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('gate.item')}</th>
            <th scope="col">{t('gate.direction')}</th>
            <th scope="col" className="number">
              {t('gate.probability')}
            </th>
            <th scope="col">{t('gate.order')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.epc}>
              <th scope="row">
                {item.item === null ? (
                  t('gate.unknown_tag')
                ) : (
                  <a href={`#/items/${item.item}`}>{item.name}</a>
                )}
                <span className="fixed small quiet block">{item.code ?? item.epc}</span>
              </th>
              <td>
                <StateMark
                  tone={
                    item.direction === 'uncertain' ? 'partly' : item.direction === 'none' ? 'ended' : 'active'
                  }
                >
                  {t(`gate.direction.${item.direction}`)}
                </StateMark>
              </td>
              <td className="number">{percent(item.probability)}</td>
              <td className="fixed">{item.order ?? t('gate.no_order')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
