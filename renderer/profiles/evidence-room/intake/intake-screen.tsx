import { useState } from 'react';
import { useLocation, useParams } from 'wouter';
import { type StationClient, useCommand, useQuery } from '../../../client/index.ts';
import {
  Breadcrumb,
  Button,
  Deadline,
  EmptyState,
  Failure,
  notify,
  PageHeader,
  type Problems,
  Split,
  Stepper,
  t,
  useForm,
  useLanguage,
} from '../../../kit/index.ts';
import { useMay, useSessionInfo } from '../../../shell/session-context.ts';
import type { ChosenCell } from '../parts-items/cell-picker.tsx';
import { CustodyMark, reasonWords } from '../parts-items/marks.tsx';
import type { ItemView } from '../parts-items/types.ts';
import { WhereIsIt } from '../parts-items/where-is-it.tsx';
import { paths } from '../paths.ts';
import { CellStep } from './cell-step.tsx';
import { CheckStep } from './check-step.tsx';
import { compare, type Line, type Seen, unready } from './compare.ts';
import { OfficerStep } from './officer-step.tsx';
import { RecordBeside } from './record-beside.tsx';
import { RefusePanel } from './refuse-panel.tsx';
import { furthestStep, standingOf, steps } from './steps.ts';
import { TagStep } from './tag-step.tsx';
import { useIntakeScan } from './use-intake-scan.ts';

/** 柜台入库: one item from the officer's hand into its cell, step by step. */
export default function IntakeScreen() {
  useLanguage();
  const { id = '' } = useParams();
  const { data, failure, again } = useQuery({
    key: ['item', id],
    topics: ['items'],
    id,
    ask: (client: StationClient) => client.evidence.item({ id }),
  });
  if (data?.id === id) return <Intake key={id} item={data} />;
  return (
    <>
      <PageHeader title={t('intake.title')} />
      {failure !== undefined && <Failure failure={failure} onRetry={again} />}
    </>
  );
}

const nothingSeen: Seen = { counted: '', weight: '', sealNumber: '', seal: null, condition: '' };

function problemsOf(seen: Seen): Problems<Seen> {
  const wrong = new Set(unready(seen));
  return {
    ...(wrong.has('counted') ? { counted: t('orders.counted_problem') } : {}),
    ...(wrong.has('weight') ? { weight: t('orders.weight_problem') } : {}),
    ...(wrong.has('seal') ? { seal: t('orders.seal_problem') } : {}),
    ...(wrong.has('condition') ? { condition: t('common.fill_in', { label: t('intake.condition') }) } : {}),
  };
}

function Intake({ item }: { readonly item: ItemView }) {
  useIntakeScan(item);
  const may = useMay();
  const { startup } = useSessionInfo();
  const tolerance = startup.settings.weightTolerancePercent;
  const standing = standingOf(item.custody);
  const form = useForm<Seen>({ initial: nothingSeen, draft: `intake:${item.id}`, check: problemsOf });
  const [compared, setCompared] = useState(false);
  const [cell, setCell] = useState<ChosenCell | null>(null);
  const [refusing, setRefusing] = useState<readonly Line[] | undefined>(undefined);
  const listed = {
    quantity: item.quantity,
    grossWeightGrams: item.integrity.grossWeightGrams,
    sealNumber: item.integrity.sealNumber,
  };
  const agrees =
    compared &&
    unready(form.values).length === 0 &&
    compare(listed, form.values, tolerance).every(({ verdict }) => verdict !== 'differs');
  const furthest = furthestStep(standing, { agrees, tagged: item.tagged, cell: cell !== null });
  const [wished, setWished] = useState<number | undefined>(undefined);
  // What is not settled yet cannot be passed over; the wish holds as soon as it is.
  const current = Math.min(wished ?? (furthest > 1 ? 1 : furthest), furthest);
  const shown = standing === 'done' ? steps.length : current;
  const [clock] = item.clocks;
  const step = steps[shown];
  return (
    <Split
      beside={
        refusing !== undefined && standing === 'at-counter' ? (
          <RefusePanel
            key={refusing.length}
            item={item}
            lines={refusing}
            onClose={() => setRefusing(undefined)}
            onRefused={() => {
              setRefusing(undefined);
              setCompared(false);
              form.reset();
            }}
          />
        ) : undefined
      }
    >
      <div className="page-scroll">
        <PageHeader
          path={
            <Breadcrumb
              steps={[
                { title: t('evidence.title'), to: paths.items },
                { title: t('intake.title'), to: paths.intake },
                { title: item.name },
              ]}
            />
          }
          title={item.name}
          code={item.code}
          state={<CustodyMark state={item.custody} />}
          holder={item.holder}
          {...(clock === undefined || standing === 'done'
            ? {}
            : { clock: <Deadline dueAt={clock.dueAt} state={clock.state} /> })}
          actions={
            standing === 'at-counter' &&
            // The comparison has the act beside what differs.
            !(step === 'check' && compared) && (
              <Button onPress={() => setRefusing([])}>{t('intake.refuse')}</Button>
            )
          }
        />
        <Stepper
          label={t('intake.steps')}
          steps={steps.map((one) => t(`intake.step.${one}`))}
          current={shown}
        />
        <div className="intake">
          <section className="intake-step" aria-labelledby="intake-step">
            <h2 id="intake-step">{t(step === undefined ? 'intake.done' : `intake.step_title.${step}`)}</h2>
            {step === undefined && <Done item={item} />}
            {step === 'arrive' && <ArriveStep item={item} />}
            {step === 'check' && (
              <CheckStep
                item={item}
                form={form}
                tolerance={tolerance}
                compared={compared}
                onCompared={setCompared}
                onNext={() => setWished(2)}
                onRefuse={setRefusing}
              />
            )}
            {step === 'tag' && (
              <TagStep item={item} mayPrint={may('label.print')} onNext={() => setWished(3)} />
            )}
            {step === 'cell' && (
              <CellStep item={item.id} value={cell} onChange={setCell} onNext={() => setWished(4)} />
            )}
            {step === 'officer' && cell !== null && (
              <OfficerStep
                item={item}
                seen={form.values}
                cell={cell}
                onDone={() => {
                  form.reset();
                  notify(t('intake.stored', { name: item.name, path: cell.path }));
                }}
              />
            )}
            {shown > 1 && shown < steps.length && (
              <div className="button-row">
                <Button kind="plain" onPress={() => setWished(shown - 1)}>
                  {t('common.previous')}
                </Button>
              </div>
            )}
          </section>
          <RecordBeside item={item} />
        </div>
      </div>
    </Split>
  );
}

/** 到柜台: or what must happen before that, with who does it. */
function ArriveStep({ item }: { readonly item: ItemView }) {
  const [, goTo] = useLocation();
  const standing = standingOf(item.custody);
  const submit = item.actions.find(({ act }) => act === 'submitItem');
  const arrive = useCommand({
    send: (client: StationClient, act: 'submit' | 'arrive', commandId) =>
      act === 'submit'
        ? client.evidence.submitItem({ commandId, id: item.id })
        : client.evidence.arriveAtCounter({ commandId, id: item.id }),
    failures: 'inline',
  });
  return (
    <div className="section">
      <p>{t(`intake.arrive.${standing}`)}</p>
      {standing === 'draft' && submit?.possible === false && (
        <p className="quiet">{reasonWords(submit.reason)}</p>
      )}
      {arrive.failure !== undefined && <Failure failure={arrive.failure} />}
      <div className="button-row">
        {standing === 'draft' && submit?.possible === true && (
          <Button kind="primary" disabled={arrive.busy} onPress={() => arrive.run('submit')}>
            {t('evidence.act.submitItem')}
          </Button>
        )}
        {standing === 'waits' && (
          <Button kind="primary" disabled={arrive.busy} onPress={() => arrive.run('arrive')}>
            {t('intake.arrive_act')}
          </Button>
        )}
        <Button onPress={() => goTo(paths.item(item.id))}>{t('intake.open_item')}</Button>
      </div>
    </div>
  );
}

/** 已入库: where it lies, and on to the next. */
function Done({ item }: { readonly item: ItemView }) {
  const [, goTo] = useLocation();
  return (
    <div className="section">
      {item.place === null ? (
        <EmptyState>{t('evidence.not_placed')}</EmptyState>
      ) : (
        <>
          <p role="status">{t('intake.lies_in', { path: item.place })}</p>
          <div className="button-row">
            <Button kind="primary" onPress={() => goTo(paths.intake)}>
              {t('intake.next_item')}
            </Button>
            <Button onPress={() => goTo(paths.item(item.id))}>{t('intake.open_item')}</Button>
          </div>
          <WhereIsIt path={item.place} cell={item.cell} />
        </>
      )}
    </div>
  );
}
