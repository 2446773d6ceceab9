import { useState } from 'react';
import { Button, NumberField, StateMark, t } from '../../../kit/index.ts';
import { DeviceFailure } from './device-failure.tsx';
import type { Device } from './device-words.ts';
import { useTrial } from './use-trial.ts';

/** 身高体重仪的核对: its profile against a known weight and a measuring rod, then it may be used. */
export function StandTrial({ device }: { readonly device: Device }) {
  const [weightKg, setWeight] = useState<number | null>(null);
  const [heightCm, setHeight] = useState<number | null>(null);
  const { run, busy, answer, failure } = useTrial((client) =>
    client.devices.commissionStand({ commandId: crypto.randomUUID(), id: device.id, weightKg, heightCm }),
  );
  const confirmed = device.settings['confirmed'] === true || answer !== undefined;
  return (
    <section className="page-section" aria-labelledby="stand-title">
      <h3 id="stand-title">{t('devices.stand_commission')}</h3>
      <p className="small quiet">{t('devices.stand_commission_explain')}</p>
      <div className="two-fields">
        <NumberField
          label={t('devices.known_weight')}
          unit="kg"
          minimum={1}
          maximum={300}
          decimals={2}
          stepper={false}
          value={weightKg}
          onChange={setWeight}
        />
        <NumberField
          label={t('devices.known_height')}
          unit="cm"
          minimum={40}
          maximum={250}
          decimals={1}
          stepper={false}
          value={heightCm}
          onChange={setHeight}
        />
      </div>
      <div className="button-row">
        <Button onPress={() => run()} disabled={busy || (weightKg === null && heightCm === null)}>
          {t('devices.stand_check')}
        </Button>
        <span role="status">
          {confirmed && <StateMark tone="confirmed">{t('devices.stand_checked')}</StateMark>}
        </span>
      </div>
      {failure !== undefined && <DeviceFailure failure={failure} />}
    </section>
  );
}
