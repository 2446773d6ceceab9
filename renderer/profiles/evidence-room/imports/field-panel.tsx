import type { ImportMappingForm, ImportValue } from '../../../../main/contract/imports.ts';
import { KeyValue, NumberField, Select, SidePanel, t, TextField, textOr } from '../../../kit/index.ts';
import { unitWords } from '../parts-operations/unit-words.ts';
import {
  type MappingRow,
  type NameChoice,
  tableRoles,
  withName,
  withRole,
  withValue,
} from './mapping-edit.ts';

export interface FieldPanelProps {
  readonly row: MappingRow;
  readonly mapping: ImportMappingForm;
  readonly names: readonly NameChoice[];
  readonly onChange: (mapping: ImportMappingForm) => void;
  readonly onClose: () => void;
}

/** One column or code: what it is taken for, in which unit, within which range. Every change counts at once. */
export function FieldPanel({ row, mapping, names, onChange, onClose }: FieldPanelProps) {
  const roles = [...(mapping.form === 'csv' ? tableRoles : []), 'value', 'none'] as const;
  const choice = names.find(({ name }) => name === row.value?.name);
  const take = (name: string): void => {
    const wanted = names.find((known) => known.name === name);
    if (wanted !== undefined) onChange(withName(mapping, row, wanted));
  };
  return (
    <SidePanel title={row.code} subject={row.code} onClose={onClose}>
      <div className="form">
        <Select
          label={t('imports.panel_role')}
          options={roles.map((value) => ({ value, label: t(`imports.role.${value}`) }))}
          value={row.role}
          onChange={(role) => {
            if (role === 'value') take(row.value?.name ?? names[0]?.name ?? '');
            else if (role !== null) onChange(withRole(mapping, row.code, role));
          }}
        />
        {row.value !== undefined && choice !== undefined && (
          <>
            <Select
              label={t('imports.panel_name')}
              options={names.map(({ name }) => ({
                value: name,
                label: textOr(`devices.value.${name}`, name),
              }))}
              value={row.value.name}
              onChange={(name) => name !== null && take(name)}
            />
            <ValueFields
              value={row.value}
              choice={choice}
              onChange={(change) => onChange(withValue(mapping, row.code, change))}
            />
          </>
        )}
      </div>
      {row.samples.length > 0 && (
        <KeyValue items={[{ label: t('imports.panel_samples'), value: row.samples.join(' · ') }]} />
      )}
    </SidePanel>
  );
}

interface ValueFieldsProps {
  readonly value: ImportValue;
  readonly choice: NameChoice;
  readonly onChange: (change: Partial<ImportValue>) => void;
}

function ValueFields({ value, choice, onChange }: ValueFieldsProps) {
  const { unit, from, to, unitTexts = [] } = value;
  const range = { decimals: 2, stepper: false, unit: unitWords(unit) };
  const error = from <= to ? undefined : t('imports.problem.range');
  return (
    <>
      <Select
        label={t('imports.panel_unit')}
        hint={t('imports.panel_unit_hint')}
        options={choice.units.map((known) => ({ value: known.unit, label: unitWords(known.unit) || '1' }))}
        value={unit}
        onChange={(wanted) => {
          const known = choice.units.find((one) => one.unit === wanted);
          if (known !== undefined) onChange(known);
        }}
      />
      <TextField
        label={t('imports.panel_texts')}
        hint={t('imports.panel_texts_hint')}
        value={unitTexts.join(' ')}
        maxLength={200}
        onChange={(text) =>
          onChange({ unitTexts: text === '' ? [] : text.split(' ').map((word) => word.slice(0, 20)) })
        }
      />
      <NumberField
        label={t('imports.panel_from')}
        value={from}
        error={error}
        onChange={(next) => next !== null && onChange({ from: next })}
        {...range}
      />
      <NumberField
        label={t('imports.panel_to')}
        hint={t('imports.panel_range_hint')}
        value={to}
        onChange={(next) => next !== null && onChange({ to: next })}
        {...range}
      />
    </>
  );
}
