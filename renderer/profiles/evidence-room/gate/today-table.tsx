import { StateMark, t } from '../../../kit/index.ts';
import { percent } from '../parts-operations/words.ts';
import type { Passage } from './gate-words.ts';
import type { PassageReplay } from './replay-scene.ts';

/** 今天会怎么判: the record beside what the present engine makes of the same reads. */
export function TodayTable({
  replay,
  passage,
}: {
  readonly replay: PassageReplay;
  readonly passage: Passage;
}) {
  const todayOf = (epc: string) => replay.today.find((one) => one.epc === epc);
  // What lies on its shelf then and now says nothing.
  const rows = passage.items.filter(
    ({ epc, direction }) => direction !== 'none' || (todayOf(epc)?.direction ?? 'none') !== 'none',
  );
  return (
    <>
      <p>
        <StateMark tone={replay.agrees ? 'confirmed' : 'partly'}>
          {t(replay.agrees ? 'gate.replay_agrees' : 'gate.replay_differs')}
        </StateMark>{' '}
        <span className="small quiet">
          {t('gate.replay_versions', {
            before: passage.coefficients ?? t('common.none'),
            now: replay.coefficients,
          })}
        </span>
      </p>
      {rows.length === 0 && (
        <p className="quiet">{t('gate.today_nothing', { count: passage.items.length })}</p>
      )}
      <div
        className="plain-table-scroll"
        hidden={rows.length === 0}
        tabIndex={0}
        role="region"
        aria-label={t('gate.today')}
      >
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('gate.item')}</th>
              <th scope="col">{t('gate.decided_then')}</th>
              <th scope="col">{t('gate.today')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((item) => {
              const today = todayOf(item.epc);
              const alarm = replay.todayAlarms.some((one) => one.epc === item.epc);
              return (
                <tr key={item.epc}>
                  <th scope="row">{item.name ?? t('gate.unknown_tag')}</th>
                  <td>
                    {t(`gate.direction.${item.direction}`)} {percent(item.probability)}
                  </td>
                  <td>
                    {today === undefined
                      ? t('gate.direction.none')
                      : `${t(`gate.direction.${today.direction}`)} ${percent(today.probability)}`}
                    {alarm && ` · ${t('gate.would_alarm')}`}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </>
  );
}
