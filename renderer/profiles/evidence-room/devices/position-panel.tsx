import { useState } from 'react';
import { fitsRole, roleOfDriver } from '../../../../main/contract/device-roles.ts';
import { type DevicePosition, type DeviceRole, deviceRoles } from '../../../../main/contract/devices.ts';
import type { FailureData } from '../../../../main/contract/index.ts';
import { type StationClient, useCommand } from '../../../client/index.ts';
import {
  Button,
  Failure,
  Form,
  notify,
  type Problems,
  Select,
  SidePanel,
  t,
  TextField,
  useForm,
} from '../../../kit/index.ts';
import { AddressFields } from './address-fields.tsx';
import { addressProblems, emptyAddress, readAddress } from './address.ts';
import { type Device, type Driver, freeId, type Plugged, roleNeedsDoor, wordsOf } from './device-words.ts';
import {
  askedSettings,
  kindsOf,
  positionOf,
  positionProblems,
  type PositionValues,
  settingsOf,
  valuesOf,
  withDriver,
} from './position-values.ts';
import { readSettings, readSides } from './settings-values.ts';
import { AntennaSides, SettingsFields } from './settings-fields.tsx';

export interface PositionPanelProps {
  /** Undefined = a new one. */
  readonly position: DevicePosition | undefined;
  /** A new one for this thing that is plugged in. */
  readonly proposal?:
    | { readonly plugged: Plugged; readonly driver: Driver | undefined; readonly baud?: number | undefined }
    | undefined;
  readonly others: readonly Device[];
  readonly drivers: readonly Driver[];
  readonly plugged: readonly Plugged[];
  readonly onDone: (id: string) => void;
  readonly onClose: () => void;
}

/** 设备岗位: which device stands where and does what. */
export function PositionPanel(props: PositionPanelProps) {
  const { position, others, drivers, plugged, onDone, onClose } = props;
  const driverNamed = (name: string | null): Driver | undefined =>
    drivers.find((driver) => driver.name === name);
  const [refused, setRefused] = useState<string | undefined>(undefined);
  const form = useForm<PositionValues>({
    initial: startValues(props, driverNamed),
    check: (values) => problemWords(values, driverNamed(values.driver)),
  });
  const { values } = form;
  const driver = driverNamed(values.driver);
  const change = (next: PositionValues): void => {
    for (const name of Object.keys(next) as (keyof PositionValues)[]) form.set(name, next[name]);
  };
  const command = useCommand({
    send: async (client: StationClient, saved: DevicePosition, commandId) => {
      setRefused(undefined);
      try {
        return await client.devices.savePosition({ commandId, position: saved });
      } catch (error) {
        setRefused(refusedSetting(error));
        throw error;
      }
    },
    onDone: (_done, { id, title }) => {
      notify(t('devices.saved', { name: title }));
      onDone(id);
    },
    failures: 'inline',
  });
  const roleClass = (role: DeviceRole | null) =>
    drivers.filter((known) => role === null || fitsRole(known, role));
  const fitting = roleClass(values.role);
  const shown = driver !== undefined && !fitting.includes(driver) ? [driver, ...fitting] : fitting;
  const title = position === undefined ? t('devices.add') : t('devices.edit_title', { name: position.title });
  return (
    <SidePanel title={title} onClose={onClose} subject={position?.id ?? 'new'}>
      <Form
        form={form}
        label={title}
        sendLabel={t('devices.save_position')}
        busy={command.busy}
        onSend={(sent) => {
          const saved = positionOf(sent, driver, position?.enabled ?? true);
          if (saved !== undefined) command.run(saved);
        }}
        failure={command.failure !== undefined && <Failure failure={namedSetting(command.failure, driver)} />}
        actions={<Button onPress={onClose}>{t('common.cancel')}</Button>}
      >
        <Select
          label={t('devices.role')}
          required
          options={deviceRoles.map((role) => ({ value: role, label: t(`devices.role.${role}`) }))}
          {...form.field('role')}
          onChange={(role) => {
            form.set('role', role);
            if (role === null || position !== undefined) return;
            form.set(
              'id',
              freeId(
                role,
                others.map(({ id }) => id),
              ),
            );
            if (role === 'portal' && values.sides.length === 0) form.set('sides', usualSides);
            const only = roleClass(role);
            const [first] = only;
            if (first !== undefined && (driver === undefined || !only.includes(driver)))
              change({
                ...withDriver(values, first),
                role,
                id: freeId(
                  role,
                  others.map(({ id }) => id),
                ),
                sides: role === 'portal' && values.sides.length === 0 ? usualSides : values.sides,
              });
          }}
        />
        <TextField
          label={t('devices.name')}
          hint={t('devices.name_hint')}
          required
          maxLength={120}
          {...form.field('title')}
        />
        <Select
          label={t('devices.driver')}
          required
          options={shown.map(({ name, title: words, confidence }) => ({
            value: name,
            label: wordsOf(words),
            detail: confidence === 'hardware' ? t('devices.confidence.hardware') : '',
          }))}
          {...form.field('driver')}
          onChange={(name) => {
            const chosen = driverNamed(name);
            if (chosen !== undefined) change(withDriver(values, chosen));
          }}
          {...(driver === undefined
            ? {}
            : { hint: t('devices.confidence_words', { words: confidenceWords(driver) }) })}
        />
        {driver !== undefined && (
          <AddressFields
            parts={values.address}
            onChange={(address) => form.set('address', address)}
            kinds={kindsOf(driver)}
            plugged={plugged}
            problems={form.tried ? addressProblems(values.address) : []}
            usualPort={driver.port}
            usualBaud={driver.baudRate}
          />
        )}
        {values.role !== null && (roleNeedsDoor(values.role) || values.role === 'card-reader') && (
          <TextField
            label={t('devices.door')}
            hint={doorHint(others)}
            required={roleNeedsDoor(values.role)}
            maxLength={40}
            {...form.field('door')}
          />
        )}
        {driver !== undefined && <SettingsPart {...{ form, driver, refused, change }} />}
        {position === undefined && (
          <TextField
            label={t('devices.id')}
            hint={t('devices.id_position_hint')}
            required
            maxLength={40}
            {...form.field('id')}
          />
        )}
      </Form>
    </SidePanel>
  );
}

/** Two antennas on each side is what most gates have. */
const usualSides = [
  { antenna: '1', side: 'inside' },
  { antenna: '2', side: 'inside' },
  { antenna: '3', side: 'outside' },
  { antenna: '4', side: 'outside' },
] as const;

function SettingsPart(props: {
  readonly form: ReturnType<typeof useForm<PositionValues>>;
  readonly driver: Driver;
  readonly refused: string | undefined;
  readonly change: (values: PositionValues) => void;
}) {
  const { form, driver, refused, change } = props;
  const { values } = form;
  const asked = askedSettings(driver, values.role);
  const expert = values.json !== null;
  function toggle(): void {
    const settings = settingsOf(values, driver) ?? values.before;
    change(
      values.json === null
        ? { ...values, json: JSON.stringify(settings, null, 2) }
        : {
            ...values,
            json: null,
            before: settings,
            texts: readSettings(driver.settings ?? [], settings),
            sides: readSides(settings),
          },
    );
  }
  return (
    <section className="setting-part" aria-label={t('devices.settings')} id="field-settings">
      <div className="section-head">
        <h3>{t('devices.settings')}</h3>
        {driver.settings !== null && (
          <Button kind="plain" onPress={toggle}>
            {t(expert ? 'devices.as_form' : 'devices.as_json')}
          </Button>
        )}
      </div>
      {values.json !== null ? (
        <TextField
          label={t('devices.settings_json')}
          hint={t(driver.settings === null ? 'devices.settings_only_json' : 'devices.settings_json_hint')}
          lines={10}
          maxLength={8000}
          value={values.json}
          onChange={(json) => form.set('json', json)}
          error={form.tried ? form.problems.json : undefined}
          name="json"
        />
      ) : (
        <>
          {values.role === 'portal' && (
            <AntennaSides
              sides={values.sides}
              onChange={(sides) => form.set('sides', sides)}
              error={form.tried ? form.problems.sides : undefined}
            />
          )}
          {asked.length === 0 && values.role !== 'portal' && (
            <p className="quiet">{t('devices.settings_none')}</p>
          )}
          <SettingsFields
            form={asked}
            texts={values.texts}
            onChange={(texts) => form.set('texts', texts)}
            tried={form.tried}
            refused={refused}
          />
        </>
      )}
    </section>
  );
}

function startValues(
  { position, proposal, others }: PositionPanelProps,
  driverNamed: (name: string | null) => Driver | undefined,
): PositionValues {
  if (position !== undefined) return valuesOf(position, driverNamed(position.driver));
  const empty: PositionValues = {
    title: '',
    id: '',
    role: null,
    driver: null,
    address: emptyAddress,
    door: '',
    texts: {},
    sides: [],
    before: {},
    json: null,
  };
  if (proposal === undefined) return empty;
  const address = readAddress(proposal.plugged.url);
  const role = proposal.driver === undefined ? undefined : roleOfDriver(proposal.driver);
  const started = {
    ...empty,
    address,
    ...(role === undefined
      ? {}
      : {
          role,
          id: freeId(
            role,
            others.map(({ id }) => id),
          ),
          title: t(`devices.role.${role}`),
        }),
  };
  if (proposal.driver === undefined) return started;
  const values = withDriver(started, proposal.driver);
  const { baud } = proposal;
  return baud === undefined ? values : { ...values, address: { ...values.address, baud } };
}

function problemWords(values: PositionValues, driver: Driver | undefined): Problems<PositionValues> {
  const needsDoor = values.role !== null && roleNeedsDoor(values.role);
  const words = {
    title: { title: t('common.fill_in', { label: t('devices.name') }) },
    id: { id: t('devices.id_form') },
    role: { role: t('common.fill_in', { label: t('devices.role') }) },
    driver: { driver: t('common.fill_in', { label: t('devices.driver') }) },
    door: { door: t('devices.door_form') },
    address: { address: t('devices.address_wrong') },
    settings: { texts: t('devices.settings_wrong') },
    sides: { sides: t('devices.antenna_sides_wrong') },
    json: { json: t('devices.json_wrong') },
  } as const;
  return Object.assign(
    {},
    ...positionProblems(values, driver, needsDoor).map((problem) => words[problem]),
  ) as Problems<PositionValues>;
}

function confidenceWords(driver: Driver): string {
  switch (driver.confidence) {
    case 'hardware':
      return t('devices.confidence.hardware');
    case 'vectors':
      return t('devices.confidence.vectors');
    default:
      return t('devices.confidence.documents');
  }
}

function doorHint(others: readonly Device[]): string {
  const doors = [...new Set(others.flatMap(({ door }) => (door === null ? [] : [door])))];
  return doors.length === 0
    ? t('devices.door_hint')
    : t('devices.door_hint_known', { doors: doors.join('、') });
}

/** The refused setting by the words of its field instead of its key. */
function namedSetting(failure: FailureData, driver: Driver | undefined): FailureData {
  const setting = driver?.settings?.find(({ name }) => name === failure.detail.setting);
  return setting === undefined
    ? failure
    : { ...failure, detail: { ...failure.detail, setting: wordsOf(setting.title) } };
}

/** The setting a refused save was about; the refusal's own words come with the failure. */
function refusedSetting(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('data' in error)) return undefined;
  const { data } = error;
  if (typeof data !== 'object' || data === null || !('detail' in data)) return undefined;
  const { detail } = data;
  if (typeof detail !== 'object' || detail === null || !('setting' in detail)) return undefined;
  return typeof detail.setting === 'string' ? detail.setting : undefined;
}
