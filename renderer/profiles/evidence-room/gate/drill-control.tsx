import { useState } from 'react';
import { type DoorLive, useCommand } from '../../../client/index.ts';
import {
  Button,
  Dialog,
  Failure,
  formatTime,
  notify,
  NumberField,
  RadioGroup,
  StateMark,
  t,
} from '../../../kit/index.ts';
import { useMay } from '../../../shell/session-context.ts';

const sirens = ['silent', 'short'] as const;
type Siren = (typeof sirens)[number];
const usualMinutes = 15;
const mostMinutes = 120;

/** 演练: said while it is on, and how to begin and end one. */
export function DrillControl({ door }: { readonly door: DoorLive }) {
  const may = useMay();
  const [open, setOpen] = useState(false);
  const end = useCommand({
    send: (client, id: string, commandId) => client.evidence.endDrill({ commandId, door: id }),
    onDone: () => notify(t('gate.drill_ended')),
  });
  const forbidden = !may('alarm.handle');
  if (door.drill !== null) {
    return (
      <div className="plain-note drill-note">
        <StateMark tone="clock">{t('gate.drill_on')}</StateMark>
        <span>
          {t(`gate.drill_until.${door.drill.siren}`, {
            time: formatTime(door.drill.until),
            name: door.drill.by,
          })}
        </span>
        <Button
          onPress={() => end.run(door.door)}
          disabled={end.busy || forbidden}
          reason={t('gate.drill_not_permitted')}
        >
          {t('gate.drill_end')}
        </Button>
      </div>
    );
  }
  return (
    <div className="button-row drill-control">
      <Button onPress={() => setOpen(true)} disabled={forbidden} reason={t('gate.drill_not_permitted')}>
        {t('gate.drill_start')}
      </Button>
      {open && <DrillDialog door={door} onClose={() => setOpen(false)} />}
    </div>
  );
}

function DrillDialog({ door, onClose }: { readonly door: DoorLive; readonly onClose: () => void }) {
  const [minutes, setMinutes] = useState<number | null>(usualMinutes);
  const [siren, setSiren] = useState<Siren | null>('short');
  const command = useCommand({
    send: (client, input: { minutes: number; siren: Siren }, commandId) =>
      client.evidence.startDrill({ commandId, door: door.door, ...input }),
    onDone: ({ until }) => {
      notify(t('gate.drill_started', { time: formatTime(until) }));
      onClose();
    },
    failures: 'inline',
  });
  const ready = minutes !== null && siren !== null;
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('gate.drill_title', { door: door.name })}
      actions={
        <>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
          <Button
            kind="primary"
            disabled={!ready || command.busy}
            onPress={() => ready && command.run({ minutes, siren })}
          >
            {t('gate.drill_start')}
          </Button>
        </>
      }
    >
      <p>{t('gate.drill_explain')}</p>
      <NumberField
        label={t('gate.drill_minutes')}
        value={minutes}
        onChange={setMinutes}
        minimum={1}
        maximum={mostMinutes}
        decimals={0}
        unit={t('gate.minutes')}
      />
      <RadioGroup
        label={t('gate.drill_siren')}
        value={siren}
        onChange={setSiren}
        options={sirens.map((value) => ({ value, label: t(`gate.drill_siren.${value}`) }))}
      />
      {command.failure !== undefined && <Failure failure={command.failure} />}
    </Dialog>
  );
}
