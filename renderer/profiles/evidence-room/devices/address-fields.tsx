import { Checkbox, ComboBox, NumberField, Select, t, TextField } from '../../../kit/index.ts';
import { type AddressKind, type AddressParts, type AddressProblem, readAddress } from './address.ts';
import type { Plugged } from './device-words.ts';

export interface AddressFieldsProps {
  readonly parts: AddressParts;
  readonly onChange: (parts: AddressParts) => void;
  /** Kinds of line the driver can be reached by. */
  readonly kinds: readonly AddressKind[];
  readonly plugged: readonly Plugged[];
  /** Shown once sending was tried. */
  readonly problems: readonly AddressProblem[];
  readonly usualPort: number | null;
  readonly usualBaud: number | null;
}

/** 设备地址, in the parts that its kind of line has. */
export function AddressFields(props: AddressFieldsProps) {
  const { parts, onChange, kinds, problems, usualPort } = props;
  const set = (change: Partial<AddressParts>): void => onChange({ ...parts, ...change });
  const wrong = (problem: AddressProblem): string | undefined =>
    problems.includes(problem) ? t(`devices.address_problem.${problem}`) : undefined;
  return (
    <>
      {kinds.length > 1 && (
        <Select
          label={t('devices.line')}
          required
          options={kinds.map((kind) => ({ value: kind, label: t(`devices.line.${kind}`) }))}
          value={parts.kind}
          onChange={(kind) => kind !== null && set({ kind })}
          name="line"
        />
      )}
      {(parts.kind === 'tcp' || parts.kind === 'http') && (
        <div className="host-and-port">
          <TextField
            label={t('devices.host')}
            required
            hint={t('devices.host_hint')}
            value={parts.host}
            onChange={(host) => set({ host })}
            error={wrong('host')}
            maxLength={120}
            name="host"
          />
          <NumberField
            label={t('devices.port')}
            minimum={1}
            maximum={65_535}
            stepper={false}
            grouping={false}
            value={parts.port}
            onChange={(port) => set({ port })}
            error={wrong('port')}
            name="port"
            {...(usualPort === null ? {} : { hint: t('devices.usual', { value: usualPort }) })}
          />
        </div>
      )}
      {parts.kind === 'http' && (
        <Checkbox value={parts.secure} onChange={(secure) => set({ secure })}>
          {t('devices.secure')}
        </Checkbox>
      )}
      {parts.kind === 'serial' && <SerialFields {...props} set={set} wrong={wrong} />}
      {(parts.kind === 'hid' || parts.kind === 'usb') && <IdFields {...props} set={set} wrong={wrong} />}
      {parts.kind === 'wedge' && <p className="quiet">{t('devices.wedge_hint')}</p>}
      {parts.kind === 'other' && (
        <TextField
          label={t('devices.address')}
          required
          value={parts.other}
          onChange={(other) => set({ other })}
          error={wrong('other')}
          maxLength={300}
          name="other"
        />
      )}
    </>
  );
}

interface PartFieldsProps extends AddressFieldsProps {
  readonly set: (change: Partial<AddressParts>) => void;
  readonly wrong: (problem: AddressProblem) => string | undefined;
}

function SerialFields({ parts, plugged, usualBaud, set, wrong }: PartFieldsProps) {
  const ports = plugged.filter(({ kind }) => kind === 'serial').map(({ url }) => readAddress(url).path);
  return (
    <>
      <ComboBox
        label={t('devices.serial_port')}
        required
        hint={t('devices.serial_port_hint')}
        placeholder="/dev/serial/by-id/… / COM3"
        value={parts.path === '' ? null : { value: parts.path, label: parts.path }}
        onChange={(option) => set({ path: option?.value ?? '' })}
        error={wrong('path')}
        name="path"
        search={(words) => {
          const typed = words.trim();
          const known = ports.filter((port) => port.toLowerCase().includes(typed.toLowerCase()));
          // A port that is not plugged in yet can be typed all the same.
          return Promise.resolve(
            [...known, ...(typed === '' || known.includes(typed) ? [] : [typed])].map((port) => ({
              value: port,
              label: port,
              ...(ports.includes(port) ? { detail: t('devices.plugged_now') } : {}),
            })),
          );
        }}
      />
      <div className="two-fields">
        <NumberField
          label={t('devices.baud')}
          unit={t('devices.baud_unit')}
          minimum={50}
          maximum={4_000_000}
          stepper={false}
          grouping={false}
          value={parts.baud}
          onChange={(baud) => set({ baud })}
          error={wrong('baud')}
          name="baud"
          {...(usualBaud === null ? {} : { hint: t('devices.usual', { value: usualBaud }) })}
        />
        <Select
          label={t('devices.parity')}
          options={(['none', 'even', 'odd'] as const).map((value) => ({
            value,
            label: t(`devices.parity.${value}`),
          }))}
          value={parts.parity}
          onChange={(parity) => parity !== null && set({ parity })}
        />
        <Select
          label={t('devices.data_bits')}
          options={(['8', '7'] as const).map((value) => ({ value, label: value }))}
          value={parts.dataBits}
          onChange={(dataBits) => dataBits !== null && set({ dataBits })}
        />
        <Select
          label={t('devices.stop_bits')}
          options={(['1', '2'] as const).map((value) => ({ value, label: value }))}
          value={parts.stopBits}
          onChange={(stopBits) => stopBits !== null && set({ stopBits })}
        />
      </div>
      <Checkbox value={parts.flow} onChange={(flow) => set({ flow })}>
        {t('devices.flow')}
      </Checkbox>
    </>
  );
}

function IdFields({ parts, plugged, set, wrong }: PartFieldsProps) {
  const fitting = plugged.filter(({ kind }) => kind === parts.kind);
  return (
    <>
      {fitting.length > 0 && (
        <Select
          label={t('devices.choose_plugged')}
          options={fitting.map(({ url, product, manufacturer, vendor, model }) => ({
            value: url,
            label: `${manufacturer} ${product}`.trim() || url,
            detail: `${vendor}:${model}`,
          }))}
          value={null}
          onChange={(url) => {
            if (url !== null) {
              const { vendor, product, serial } = readAddress(url);
              set({ vendor, product, serial });
            }
          }}
        />
      )}
      <div className="two-fields">
        <TextField
          label={t('devices.vendor_id')}
          required
          hint={t('devices.id_hint')}
          value={parts.vendor}
          onChange={(vendor) => set({ vendor })}
          error={wrong('ids')}
          maxLength={4}
          name="vendor"
        />
        <TextField
          label={t('devices.product_id')}
          required
          value={parts.product}
          onChange={(product) => set({ product })}
          maxLength={4}
        />
      </div>
      <TextField
        label={t('devices.serial_number')}
        hint={t('devices.serial_number_hint')}
        value={parts.serial}
        onChange={(serial) => set({ serial })}
        maxLength={80}
      />
    </>
  );
}
