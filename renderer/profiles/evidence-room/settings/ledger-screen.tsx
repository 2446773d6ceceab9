import { useState } from 'react';
import { failureOf, type StationClient, useClient, useQuery } from '../../../client/index.ts';
import {
  Button,
  type Column,
  Failure,
  type FailureInfo,
  formatCount,
  formatDateTime,
  formatDateTimeShort,
  KeyValue,
  PageHeader,
  shortHash,
  SidePanel,
  Split,
  StateMark,
  t,
  Table,
  textOr,
  useLanguage,
  useNow,
} from '../../../kit/index.ts';
import { useMay } from '../../../shell/session-context.ts';
import { storySentence } from '../parts-items/story-words.ts';
import { SettingsSections } from './sections.tsx';
import { useLedgerEntries } from './use-ledger-entries.ts';

type Line = Awaited<ReturnType<StationClient['system']['ledger']>>[number];
type Verdict = Awaited<ReturnType<StationClient['system']['verifyLedger']>>;

/** 记录: the ledger itself, and the proof that nobody changed it. */
export default function LedgerScreen() {
  useLanguage();
  const reads = useMay()('ledger.read');
  const [open, setOpen] = useState<Line | undefined>(undefined);
  const status = useQuery({
    key: ['ledger-status'],
    topics: ['ledger'],
    ask: (client: StationClient) => client.system.ledgerStatus({}),
  });
  const entries = useLedgerEntries(reads);
  return (
    <Split
      beside={
        open === undefined ? undefined : (
          <EntryPanel key={open.seq} line={open} onClose={() => setOpen(undefined)} />
        )
      }
    >
      <PageHeader title={t('ledger.title')} />
      <SettingsSections current="/settings/ledger" />
      {status.failure !== undefined && <Failure failure={status.failure} onRetry={status.again} />}
      {status.data !== undefined && (
        <div className="ledger-status">
          <KeyValue
            columns={2}
            items={[
              { label: t('ledger.entries'), value: formatCount(status.data.entries) },
              { label: t('ledger.node'), value: <span className="fixed">{status.data.node}</span> },
              {
                label: t('ledger.root'),
                value: (
                  <span className="fixed" title={status.data.root}>
                    {shortHash(status.data.root)}…
                  </span>
                ),
              },
              {
                label: t('ledger.checkpoint'),
                value:
                  status.data.lastCheckpoint === null
                    ? t('ledger.checkpoint_none')
                    : t('ledger.checkpoint_at', {
                        time: formatDateTime(status.data.lastCheckpoint.at),
                        count: formatCount(status.data.lastCheckpoint.size),
                      }),
              },
            ]}
          />
          {reads && <Verification entries={status.data.entries} />}
        </div>
      )}
      {reads ? (
        <>
          {entries.failure !== undefined && <Failure failure={entries.failure} onRetry={entries.again} />}
          <Table
            label={t('ledger.title')}
            columns={columns()}
            rows={entries.rows}
            idOf={(row) => String(row.seq)}
            nameOf={(row) => String(row.seq)}
            onOpen={setOpen}
            openId={open === undefined ? undefined : String(open.seq)}
            loadMore={entries.loadMore}
            empty={entries.answered ? t('ledger.empty') : ''}
          />
        </>
      ) : (
        <p className="quiet">{t('ledger.not_for_you')}</p>
      )}
    </Split>
  );
}

/** 立即核验: every entry hashed again, every link followed, the tree and the signatures compared. */
function Verification({ entries }: { readonly entries: number }) {
  const client = useClient();
  const [since, setSince] = useState<number | undefined>(undefined);
  const [answer, setAnswer] = useState<{ readonly verdict: Verdict; readonly at: number } | undefined>(
    undefined,
  );
  const [failure, setFailure] = useState<FailureInfo | undefined>(undefined);
  async function verify(): Promise<void> {
    setSince(Date.now());
    setAnswer(undefined);
    setFailure(undefined);
    try {
      setAnswer({ verdict: await client.system.verifyLedger({}), at: Date.now() });
    } catch (error) {
      setFailure(failureOf(error));
    } finally {
      setSince(undefined);
    }
  }
  return (
    <section aria-label={t('ledger.verify')}>
      <div className="button-row">
        <Button kind="primary" onPress={() => void verify()} disabled={since !== undefined}>
          {t('ledger.verify')}
        </Button>
        <span role="status">
          {since !== undefined && <Verifying since={since} entries={entries} />}
          {answer?.verdict.ok === true && (
            <StateMark tone="confirmed">
              {t('ledger.verified', {
                count: formatCount(answer.verdict.entries),
                time: formatDateTime(answer.at),
              })}
            </StateMark>
          )}
        </span>
      </div>
      {answer === undefined && since === undefined && (
        <p className="small quiet">{t('ledger.verify_hint')}</p>
      )}
      {failure !== undefined && <Failure failure={failure} onRetry={() => void verify()} />}
      {answer?.verdict.ok === false && (
        <div className="failure" role="alert">
          <div className="failure-text">
            <strong>{t('ledger.broken', { count: answer.verdict.problems.length })}</strong>
            <p>{t('ledger.broken_remedy')}</p>
            <ul>
              {answer.verdict.problems.slice(0, 20).map((problem, index) => (
                <li key={`${problem.code} ${problem.seq ?? index}`}>
                  {problem.seq === null ? '' : `${t('ledger.entry_number', { seq: problem.seq })} `}
                  {textOr(`ledger.problem.${problem.code}`, problem.message)}{' '}
                  <span className="small quiet fixed">{problem.code}</span>
                </li>
              ))}
            </ul>
          </div>
        </div>
      )}
    </section>
  );
}

function Verifying({ since, entries }: { readonly since: number; readonly entries: number }) {
  const seconds = Math.max(0, Math.floor((useNow(1000) - since) / 1000));
  return <>{t('ledger.verifying', { count: formatCount(entries), seconds })}</>;
}

function columns(): Column<Line>[] {
  return [
    { id: 'seq', title: t('ledger.seq'), width: '90px', cell: (row) => formatCount(row.seq) },
    { id: 'at', title: t('ledger.at'), width: '150px', cell: (row) => formatDateTimeShort(row.at) },
    { id: 'words', title: t('ledger.what'), width: 'minmax(260px, 2fr)', cell: (row) => storySentence(row) },
    { id: 'actor', title: t('ledger.who'), width: 'minmax(110px, 1fr)', cell: (row) => row.actor },
    {
      id: 'method',
      title: t('ledger.how'),
      width: '110px',
      cell: (row) => textOr(`story.method.${row.method}`, row.method),
    },
    {
      id: 'hash',
      title: t('ledger.hash'),
      width: '100px',
      cell: (row) => <span className="fixed">{shortHash(row.hash)}</span>,
    },
  ];
}

function EntryPanel({ line, onClose }: { readonly line: Line; readonly onClose: () => void }) {
  return (
    <SidePanel
      title={t('ledger.entry_number', { seq: line.seq })}
      onClose={onClose}
      subject={String(line.seq)}
    >
      <p>{storySentence(line)}</p>
      <KeyValue
        items={[
          { label: t('ledger.at'), value: formatDateTime(line.at) },
          { label: t('ledger.who'), value: line.actor },
          { label: t('ledger.how'), value: textOr(`story.method.${line.method}`, line.method) },
          { label: t('ledger.station'), value: line.station },
          { label: t('ledger.type'), value: <span className="fixed breakable">{line.type}</span> },
          { label: t('ledger.about'), value: <span className="fixed breakable">{line.aggregate}</span> },
          { label: t('ledger.hash'), value: <span className="fixed breakable">{line.hash}</span> },
        ]}
      />
      <section className="section" aria-label={t('ledger.body')}>
        <h3>{t('ledger.body')}</h3>
        <pre className="ledger-body">{line.body}</pre>
      </section>
    </SidePanel>
  );
}
