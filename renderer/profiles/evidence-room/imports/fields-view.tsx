import type { ImportMappingForm } from '../../../../main/contract/imports.ts';
import { type Column, formatCount, Select, StateMark, Switch, t, Table, textOr } from '../../../kit/index.ts';
import { unitWords } from '../parts-operations/unit-words.ts';
import { type MappingRow, mappingRows } from './mapping-edit.ts';
import type { Look } from './use-workbench.ts';

const dateOrders = ['year-first', 'month-first', 'day-first'] as const;

export interface FieldsViewProps {
  readonly look: Look;
  readonly mapping: ImportMappingForm;
  readonly onChange: (mapping: ImportMappingForm) => void;
  readonly openCode: string | undefined;
  readonly onOpen: (row: MappingRow) => void;
}

/** 对应关系: every column or code of the file, what stands in it, and what it is taken for. */
export function FieldsView({ look, mapping, onChange, openCode, onOpen }: FieldsViewProps) {
  const rows = mappingRows(look.fields, mapping);
  return (
    <>
      {mapping.form === 'csv' && (
        <div className="import-table-form">
          <Select
            label={t('imports.date_order')}
            options={dateOrders.map((value) => ({ value, label: t(`imports.date_order.${value}`) }))}
            value={mapping.dateOrder}
            onChange={(dateOrder) => dateOrder !== null && onChange({ ...mapping, dateOrder })}
          />
          <Switch
            value={mapping.decimalComma === true}
            onChange={(decimalComma) => onChange({ ...mapping, decimalComma })}
          >
            {t('imports.decimal_comma')}
          </Switch>
        </div>
      )}
      <Table
        label={t('imports.view.fields')}
        columns={columns(mapping.form)}
        rows={rows}
        idOf={(row) => row.code}
        nameOf={(row) => row.code}
        onOpen={onOpen}
        openId={openCode}
        total={rows.length}
        empty={t('imports.fields_empty')}
      />
    </>
  );
}

function columns(form: ImportMappingForm['form']): Column<MappingRow>[] {
  return [
    { id: 'code', title: t('imports.field'), width: '200px', cell: (row) => row.code },
    ...(form === 'hl7'
      ? [
          {
            id: 'text',
            title: t('imports.field_words'),
            width: 'minmax(160px, 1fr)',
            cell: (row: MappingRow) => [row.text, row.unit].filter((words) => words !== '').join(' · '),
          },
        ]
      : []),
    {
      id: 'taken',
      title: t('imports.taken_for'),
      width: 'minmax(180px, 1fr)',
      cell: (row) => <TakenFor row={row} />,
    },
    {
      id: 'unit',
      title: t('imports.unit_range'),
      width: 'minmax(180px, 1fr)',
      cell: ({ value }) =>
        value === undefined ? null : (
          <>
            {t('imports.range', { from: value.from, to: value.to })}{' '}
            <span className="quiet">{unitWords(value.unit)}</span>
          </>
        ),
    },
    {
      id: 'samples',
      title: t('imports.samples'),
      width: 'minmax(220px, 2fr)',
      cell: ({ samples, isAbsent }) =>
        isAbsent ? <span className="quiet">{t('imports.absent')}</span> : samples.join(' · '),
    },
    {
      id: 'filled',
      title: t('imports.filled'),
      width: '90px',
      align: 'end',
      cell: (row) => formatCount(row.filled),
    },
  ];
}

function TakenFor({ row }: { readonly row: MappingRow }) {
  const { role, value, isAbsent } = row;
  if (role === 'none') return <span className="quiet">{t('imports.role.none')}</span>;
  const words =
    role === 'value' && value !== undefined
      ? textOr(`devices.value.${value.name}`, value.name)
      : t(`imports.role.${role}`);
  return <StateMark tone={isAbsent ? 'fault' : role === 'value' ? 'active' : 'neutral'}>{words}</StateMark>;
}
