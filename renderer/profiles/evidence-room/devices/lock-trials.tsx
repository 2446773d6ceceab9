import { useState } from 'react';
import { Button, ConfirmDialog, Select, StateMark, t } from '../../../kit/index.ts';
import { CabinetCommissioning } from './cabinet-commissioning.tsx';
import { DeviceFailure } from './device-failure.tsx';
import type { Device, Driver } from './device-words.ts';
import { lockPlaces } from './lock-places.ts';
import { useTrial } from './use-trial.ts';

interface Place {
  readonly board: number;
  readonly cell: number;
}

/** 锁: one lock opened on purpose, its three facts apart; and the commissioning of the cabinet. */
export function LockTrials({ device, driver }: { readonly device: Device; readonly driver: Driver }) {
  const { boards, cells, commissioned } = lockPlaces(device, driver);
  return (
    <>
      {commissioned && <OpenTrial device={device} boards={boards} cells={cells} />}
      <CabinetCommissioning device={device} boards={boards} cells={cells} commissioned={commissioned} />
    </>
  );
}

function OpenTrial(props: {
  readonly device: Device;
  readonly boards: readonly number[];
  readonly cells: number;
}) {
  const { device, boards, cells } = props;
  const [place, setPlace] = useState<Place>({ board: boards[0] ?? 1, cell: 1 });
  const [asking, setAsking] = useState(false);
  const { run, busy, answer, failure } = useTrial((client, { board, cell }: Place) =>
    client.devices.openCell({ commandId: crypto.randomUUID(), id: device.id, board, cell }),
  );
  const named = t('devices.open_cell_named', { ...place });
  return (
    <section className="page-section" aria-label={t('devices.trial')}>
      <h3>{t('devices.trial')}</h3>
      <div className="lock-place">
        <PlaceFields place={place} boards={boards} cells={cells} onChange={setPlace} />
        <Button onPress={() => setAsking(true)} disabled={busy}>
          {named}
        </Button>
      </div>
      <span role="status">{busy && t('devices.opening')}</span>
      {answer !== undefined && (
        <ul className="facts">
          <FactLine name="acknowledged" value={answer.acknowledged} />
          <FactLine name="boltMoved" value={answer.boltMoved} />
          <FactLine name="doorOpen" value={answer.doorOpen} />
        </ul>
      )}
      {failure !== undefined && <DeviceFailure failure={failure} />}
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={named}
        act={named}
        danger
        onConfirm={() => {
          setAsking(false);
          run(place);
        }}
      >
        <p>{t('devices.open_cell_explain', { ...place, name: device.title })}</p>
      </ConfirmDialog>
    </section>
  );
}

function FactLine({
  name,
  value,
}: {
  readonly name: 'acknowledged' | 'boltMoved' | 'doorOpen';
  readonly value: boolean | null;
}) {
  const words = value === null ? 'unknown' : value ? 'yes' : 'no';
  return (
    <li>
      {t(`devices.fact.${name}`)}{' '}
      <StateMark tone={value === true ? 'confirmed' : value === false ? 'fault' : 'partly'}>
        {t(`devices.fact.${words}`)}
      </StateMark>
    </li>
  );
}

function PlaceFields(props: {
  readonly place: Place;
  readonly boards: readonly number[];
  readonly cells: number;
  readonly onChange: (place: Place) => void;
}) {
  const { place, boards, cells, onChange } = props;
  const numbers = Array.from({ length: cells }, (_, at) => String(at + 1));
  return (
    <>
      {boards.length > 1 && (
        <Select
          label={t('devices.board')}
          options={boards.map((board) => ({ value: String(board), label: String(board) }))}
          value={String(place.board)}
          onChange={(board) => board !== null && onChange({ ...place, board: Number(board) })}
        />
      )}
      <Select
        label={t('devices.cell')}
        options={numbers.map((cell) => ({ value: cell, label: cell }))}
        value={String(place.cell)}
        onChange={(cell) => cell !== null && onChange({ ...place, cell: Number(cell) })}
      />
    </>
  );
}
