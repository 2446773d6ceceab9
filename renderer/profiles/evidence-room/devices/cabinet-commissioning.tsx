import { useState } from 'react';
import type { Credential } from '../../../../main/contract/common.ts';
import type { CommissioningFindings } from '../../../../main/contract/device-work.ts';
import { failureOf, useClient, useQuery } from '../../../client/index.ts';
import { Button, Meter, notify, Select, StateMark, t } from '../../../kit/index.ts';
import { CredentialForm } from '../../../shell/credential-form.tsx';
import { DeviceFailure } from './device-failure.tsx';
import type { Device } from './device-words.ts';
import { useTrial } from './use-trial.ts';

export interface CabinetCommissioningProps {
  readonly device: Device;
  readonly boards: readonly number[];
  readonly cells: number;
  readonly commissioned: boolean;
}

/** 逐门试开: every door opened once while its contact is watched, then a witness. */
export function CabinetCommissioning(props: CabinetCommissioningProps) {
  const [open, setOpen] = useState(!props.commissioned);
  return (
    <section className="page-section" aria-labelledby="commission-title">
      <div className="section-head">
        <h3 id="commission-title">{t('devices.commission')}</h3>
        {!open && (
          <Button kind="plain" onPress={() => setOpen(true)}>
            {t('devices.commission_reset')}
          </Button>
        )}
      </div>
      {open && <Trials {...props} onDone={() => setOpen(false)} />}
    </section>
  );
}

function Trials({
  device,
  boards,
  cells,
  onDone,
}: CabinetCommissioningProps & { readonly onDone: () => void }) {
  const client = useClient();
  const [board, setBoard] = useState(boards[0] ?? 1);
  const { data, again } = useQuery({
    key: ['commissioning', device.id, String(board)],
    topics: [],
    ask: (asked) => asked.devices.commissionFindings({ id: device.id, board }),
  });
  const { run, busy, answer, failure } = useTrial((asked, cell: number) =>
    asked.devices.commissionCell({ commandId: crypto.randomUUID(), id: device.id, board, cell }),
  );
  const findings = answer?.board === board ? answer : data;
  const confirmed = findings?.confirmed ?? [];
  const next = findings?.missing[0] ?? 1;
  async function begin(): Promise<void> {
    await client.devices
      .commissionReset({ commandId: crypto.randomUUID(), id: device.id, board })
      .catch(() => undefined);
    again();
  }
  return (
    <>
      <p className="small quiet">{t('devices.commission_explain')}</p>
      {boards.length > 1 && (
        <Select
          label={t('devices.board')}
          options={boards.map((value) => ({ value: String(value), label: String(value) }))}
          value={String(board)}
          onChange={(value) => value !== null && setBoard(Number(value))}
        />
      )}
      <Meter
        label={t('devices.commission_progress', { done: confirmed.length, total: cells })}
        used={confirmed.length}
        total={cells}
      />
      <div className="button-row">
        {findings?.complete !== true && (
          <Button kind="primary" onPress={() => run(next)} disabled={busy}>
            {t('devices.commission_next', { cell: next })}
          </Button>
        )}
        <Button onPress={() => void begin()} disabled={busy || confirmed.length === 0}>
          {t('devices.commission_reset')}
        </Button>
        <span role="status">{busy && t('devices.opening')}</span>
      </div>
      {failure !== undefined && <DeviceFailure failure={failure} />}
      {findings !== undefined && <Found findings={findings} />}
      {findings?.complete === true && <WitnessPart device={device} onDone={onDone} />}
    </>
  );
}

function Found({ findings }: { readonly findings: CommissioningFindings }) {
  const { sense, order, problems, confirmed } = findings;
  if (confirmed.length === 0 && problems.length === 0) return null;
  return (
    <>
      <p className="small">
        {t('devices.commission_found', { sense: senseWords(sense), order: orderWords(order) })}
      </p>
      <ul className="plain-list">
        {problems.map(({ cell, problem }) => (
          <li key={cell}>
            <StateMark tone="fault">{problemWords(problem, cell)}</StateMark>
          </li>
        ))}
      </ul>
    </>
  );
}

function senseWords(sense: string | null): string {
  if (sense === 'closed-when-locked') return t('devices.sense.closed-when-locked');
  return sense === 'closed-when-open' ? t('devices.sense.closed-when-open') : t('devices.sense.unknown');
}

function orderWords(order: string | null): string {
  if (order === 'last-first') return t('devices.order.last-first');
  return order === 'first-first' ? t('devices.order.first-first') : t('devices.order.unknown');
}

function problemWords(problem: string, cell: number): string {
  switch (problem) {
    case 'several-changed':
      return t('devices.trial_problem.several-changed', { cell });
    case 'other-channel':
      return t('devices.trial_problem.other-channel', { cell });
    case 'other-sense':
      return t('devices.trial_problem.other-sense', { cell });
    default:
      return t('devices.trial_problem.no-change', { cell });
  }
}

/** 见证人: somebody else than the one who is logged in. */
function WitnessPart({ device, onDone }: { readonly device: Device; readonly onDone: () => void }) {
  const client = useClient();
  const [commandId] = useState(() => crypto.randomUUID());
  async function send(witness: Credential) {
    try {
      const { witness: name } = await client.devices.commissionCabinet({ commandId, id: device.id, witness });
      notify(t('devices.commissioned_by', { name: device.title, witness: name }));
      onDone();
      return undefined;
    } catch (error) {
      return failureOf(error);
    }
  }
  return (
    <div>
      <h4>{t('devices.commission_witness')}</h4>
      <p>{t('devices.commission_witness_explain')}</p>
      <CredentialForm onSend={send} act={t('devices.commission_witness_act')} />
    </div>
  );
}
