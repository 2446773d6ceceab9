import { useQuery } from '../../../client/index.ts';
import { Failure, t } from '../../../kit/index.ts';
import { percent } from '../parts-operations/words.ts';
import {
  becauseSentence,
  booksSentence,
  type ItemAccount,
  type PassageAccount,
  readsSentence,
  whatIfSentence,
  witnessSentence,
} from './account-words.ts';
import type { Passage } from './gate-words.ts';

export interface AccountSectionProps {
  readonly passage: Passage;
  /** EPCs to explain; everything that crossed or was in doubt when left out. */
  readonly only?: readonly string[];
  readonly title: string;
}

/** 为什么: reads, books, person, barriers, and what would have made a difference, in plain words. */
export function AccountSection({ passage, only, title }: AccountSectionProps) {
  const { data, failure, again } = useQuery({
    key: ['passage-account', passage.id],
    topics: [],
    ask: (client) => client.evidence.passageAccount({ id: passage.id }),
  });
  const wanted = (epc: string): boolean =>
    only?.includes(epc) ??
    passage.items.some((item) => item.epc === epc && item.item !== null && item.direction !== 'none');
  const known = data ?? undefined;
  const items = known?.items.filter(({ epc }) => wanted(epc)) ?? [];
  return (
    <section className="page-section" aria-labelledby="passage-account">
      <h2 id="passage-account">{title}</h2>
      {failure !== undefined && <Failure failure={failure} onRetry={again} />}
      {data === null && <p className="quiet">{t('gate.account_none')}</p>}
      {known !== undefined && items.length === 0 && <p className="quiet">{t('gate.account_nothing')}</p>}
      {known !== undefined &&
        items.map((item) => <ItemWhy key={item.epc} item={item} account={known} passage={passage} />)}
    </section>
  );
}

function ItemWhy({
  item,
  account,
  passage,
}: {
  readonly item: ItemAccount;
  readonly account: PassageAccount;
  readonly passage: Passage;
}) {
  const name = passage.items.find(({ epc }) => epc === item.epc)?.name ?? t('gate.unknown_tag');
  const [out, into, none] = item.posterior;
  return (
    <article className="account" aria-label={name}>
      <h3>{name}</h3>
      <ul className="account-reasons">
        {item.because.map((one) => (
          <li key={JSON.stringify(one)}>{becauseSentence(one)}</li>
        ))}
      </ul>
      <dl className="account-facts">
        <div>
          <dt>{t('gate.account.reads')}</dt>
          <dd>
            {readsSentence(item)}
            <ul className="account-antennas">
              {item.reads.antennas.map(({ antenna, side, count, peak }) => (
                <li key={antenna} className="small">
                  {t('gate.antenna_named', { antenna, side: t(`gate.${side}`) })}{' '}
                  <span className="fixed">
                    {peak === null
                      ? t('gate.antenna_quiet')
                      : t('gate.antenna_reads', { rssi: Math.round(peak), reads: count })}
                  </span>
                </li>
              ))}
            </ul>
          </dd>
        </div>
        <div>
          <dt>{t('gate.account.likelihood')}</dt>
          <dd>{t('gate.likelihoods', { out: percent(out), in: percent(into), none: percent(none) })}</dd>
        </div>
        <div>
          <dt>{t('gate.account.books')}</dt>
          <dd>{booksSentence(item)}</dd>
        </div>
        <div>
          <dt>{t('gate.account.witness')}</dt>
          <dd>{witnessSentence(account)}</dd>
        </div>
        {passage.recorded && (
          <div>
            <dt>{t('gate.account.otherwise')}</dt>
            <dd>
              <Otherwise id={passage.id} epc={item.epc} />
            </dd>
          </div>
        )}
      </dl>
    </article>
  );
}

/** The engine itself is asked what it would have decided. */
function Otherwise({ id, epc }: { readonly id: string; readonly epc: string }) {
  const { data, failure, again } = useQuery({
    key: ['passage-what-if', id, epc],
    topics: [],
    ask: (client) => client.evidence.passageWhatIf({ id, epc }),
  });
  if (failure !== undefined) return <Failure failure={failure} onRetry={again} />;
  if (data === undefined) return <span className="quiet">{t('gate.replay_loading')}</span>;
  return (
    <ul>
      {data.map((one) => (
        <li key={one.change}>{whatIfSentence(one)}</li>
      ))}
    </ul>
  );
}
