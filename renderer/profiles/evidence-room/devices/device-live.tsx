import { useState } from 'react';
import type { DeviceDoors, DeviceLive, DeviceReading } from '../../../../main/contract/device-work.ts';
import { useEvents, useStation } from '../../../client/index.ts';
import { formatTime, StateMark, type StateTone, t, textOr } from '../../../kit/index.ts';
import { unitWords } from '../parts-operations/unit-words.ts';
import { type Device, deviceReason } from './device-words.ts';

/** 实时读数: what the device said last, of each kind, as it comes. */
export function LiveReadings({ device }: { readonly device: Device }) {
  const [latest, setLatest] = useState<DeviceLive | undefined>(undefined);
  useEvents(useStation().events, 'device-live', (event) => {
    if (event.device === device.id) setLatest(event.live);
  });
  const live = latest ?? device.live;
  const { reading, measurement, doors, barcode, card, person, security } = live;
  const nothing =
    reading === null &&
    measurement === null &&
    doors.length === 0 &&
    barcode === null &&
    card === null &&
    person === null &&
    security === null;
  return (
    <section className="page-section" aria-labelledby="live-title">
      <h3 id="live-title">{t('devices.live')}</h3>
      {nothing && <p className="quiet">{t('devices.live_empty')}</p>}
      {measurement !== null && (reading === null || measurement.at > reading.at) && (
        <p>
          <StateMark tone={phaseTones[measurement.phase]}>
            {t(`devices.phase.${measurement.phase}`)}
          </StateMark>{' '}
          <span className="quiet small">
            {formatTime(measurement.at, true)} {deviceReason(measurement.reason) ?? ''}
          </span>
        </p>
      )}
      {reading !== null && <Reading reading={reading} />}
      {doors.map((board) => (
        <Doors key={board.board} doors={board} />
      ))}
      {(barcode !== null || card !== null || person !== null) && (
        <dl className="live-facts">
          {barcode !== null && (
            <Fact label={t('devices.live_barcode')} at={barcode.at}>
              {barcode.text}
            </Fact>
          )}
          {card !== null && (
            <Fact label={t('devices.live_card')} at={card.at}>
              …{card.tail}
            </Fact>
          )}
          {person !== null && (
            <Fact label={t('devices.live_person_card')} at={person.at}>
              {person.name} {person.idNumber}
            </Fact>
          )}
        </dl>
      )}
      {security !== null && (
        <p>
          <StateMark tone="fault">{t('devices.live_security')}</StateMark> {deviceReason(security.code)}{' '}
          {security.doors.length > 0 &&
            t('devices.live_security_doors', {
              doors: security.doors.map(({ board, cell }) => `${board}-${cell}`).join(' '),
            })}{' '}
          <span className="quiet small">{formatTime(security.at, true)}</span>
        </p>
      )}
    </section>
  );
}

const phaseTones: Readonly<Record<NonNullable<DeviceLive['measurement']>['phase'], StateTone>> = {
  armed: 'waiting',
  measuring: 'waiting',
  stopped: 'ended',
  interrupted: 'fault',
  'timed-out': 'fault',
};

function Reading({ reading }: { readonly reading: DeviceReading }) {
  const { values, error, flags, person, deviceTime, unsolicited, at } = reading;
  return (
    <div>
      {error !== null && (
        <p>
          <StateMark tone="fault">
            {t('devices.live_error', { code: error.code, meaning: error.meaning })}
          </StateMark>
        </p>
      )}
      <dl className="live-values">
        {values.map(({ name, text, unit }) => (
          <div key={name}>
            <dt>{textOr(`devices.value.${name}`, name)}</dt>
            <dd>
              <strong>{valueWords(text)}</strong> <span className="quiet">{unitWords(unit)}</span>
            </dd>
          </div>
        ))}
      </dl>
      <p className="small quiet">
        {[
          formatTime(at, true),
          deviceTime === null ? '' : t('devices.live_device_time', { time: deviceTime.replace('T', ' ') }),
          person === null || person === '' ? '' : t('devices.live_person', { person }),
          ...flags.map((flag) => textOr(`devices.flag.${flag}`, flag)),
          unsolicited ? t('devices.live_unsolicited') : '',
        ]
          .filter((words) => words !== '')
          .join(' · ')}
      </p>
    </div>
  );
}

function valueWords(text: string): string {
  if (text === 'true') return t('devices.yes');
  return text === 'false' ? t('devices.no') : text;
}

function Doors({ doors }: { readonly doors: DeviceDoors }) {
  return (
    <div>
      <p className="small quiet">
        {t('devices.doors_board', { board: doors.board })} · {formatTime(doors.at, true)}
      </p>
      <ul className="door-cells">
        {doors.cells.map(({ cell, closed }) => {
          const state = closed === null ? 'unknown' : closed ? 'shut' : 'open';
          return (
            <li key={cell} data-state={state} title={t(`devices.door_${state}`, { cell })}>
              <span aria-hidden="true">{cell}</span>
              <span className="visually-hidden">{t(`devices.door_${state}`, { cell })}</span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function Fact(props: { readonly label: string; readonly at: string; readonly children: React.ReactNode }) {
  return (
    <div>
      <dt>{props.label}</dt>
      <dd>
        {props.children} <span className="quiet small">{formatTime(props.at, true)}</span>
      </dd>
    </div>
  );
}
