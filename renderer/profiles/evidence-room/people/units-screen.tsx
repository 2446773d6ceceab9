import { useState } from 'react';
import { useCommand } from '../../../client/index.ts';
import {
  Button,
  EmptyState,
  Failure,
  Form,
  notify,
  PageHeader,
  SidePanel,
  Split,
  t,
  TextField,
  useForm,
  useLanguage,
} from '../../../kit/index.ts';
import { useMay, useSessionInfo } from '../../../shell/session-context.ts';
import { SettingsSections } from '../settings/sections.tsx';
import type { Department, Unit } from './people-words.ts';
import { levelBelow, unitTree } from './unit-tree.ts';
import { useDepartments, useUnits } from './use-units.ts';

type Beside =
  | { readonly kind: 'add'; readonly below: Unit }
  | { readonly kind: 'rename'; readonly unit: Unit }
  | { readonly kind: 'department'; readonly unit: Unit };

/** 单位: the tree from the province to the police station, with the departments of each. */
export default function UnitsScreen() {
  useLanguage();
  const manages = useMay()('identity.manage');
  const { startup } = useSessionInfo();
  const [beside, setBeside] = useState<Beside | undefined>(undefined);
  const units = useUnits();
  const departments = useDepartments();
  return (
    <Split
      beside={
        beside === undefined ? undefined : (
          <UnitPanel key={JSON.stringify(beside)} beside={beside} onClose={() => setBeside(undefined)} />
        )
      }
    >
      <PageHeader title={t('people.units')} />
      <SettingsSections current="/settings/units" />
      <div className="page-scroll">
        {units.length === 0 && <EmptyState>{t('people.units_empty')}</EmptyState>}
        <ul className="unit-tree">
          {unitTree(units).map(({ unit, depth }) => (
            <UnitLine
              key={unit.code}
              unit={unit}
              depth={depth}
              own={unit.code === startup.station.unit}
              departments={departments.filter((department) => department.unit === unit.code)}
              onOpen={manages ? setBeside : undefined}
            />
          ))}
        </ul>
      </div>
    </Split>
  );
}

function UnitLine(props: {
  readonly unit: Unit;
  readonly depth: number;
  readonly own: boolean;
  readonly departments: readonly Department[];
  readonly onOpen: ((beside: Beside) => void) | undefined;
}) {
  const { unit, depth, own, departments, onOpen } = props;
  const below = levelBelow(unit.level);
  return (
    <li style={{ paddingLeft: `${depth * 28}px` }}>
      <div className="unit-line">
        <div>
          <strong>{unit.name}</strong>
          {own && <span className="own-unit">{t('people.own_unit')}</span>}
          <p className="small quiet">
            {t(`people.level.${unit.level}`)} · <span className="fixed">{unit.code}</span>
          </p>
        </div>
        {onOpen !== undefined && (
          <div className="button-row">
            <Button
              kind="plain"
              onPress={() => onOpen({ kind: 'rename', unit })}
              label={t('people.rename_named', { name: unit.name })}
            >
              {t('people.rename')}
            </Button>
            {(unit.level === 'county' || unit.level === 'station') && (
              <Button
                kind="plain"
                onPress={() => onOpen({ kind: 'department', unit })}
                label={t('people.add_department_named', { name: unit.name })}
              >
                {t('people.add_department')}
              </Button>
            )}
            {below !== undefined && (
              <Button
                kind="plain"
                onPress={() => onOpen({ kind: 'add', below: unit })}
                label={addBelowNamed(below, unit)}
              >
                {t(`people.add_below.${below}`)}
              </Button>
            )}
          </div>
        )}
      </div>
      {departments.length > 0 && (
        <ul className="department-list" aria-label={t('people.departments_of', { name: unit.name })}>
          {departments.map(({ id, name }) => (
            <li key={id}>{name}</li>
          ))}
        </ul>
      )}
    </li>
  );
}

interface Values {
  code: string;
  name: string;
}

function UnitPanel({ beside, onClose }: { readonly beside: Beside; readonly onClose: () => void }) {
  const below = beside.kind === 'add' ? levelBelow(beside.below.level) : undefined;
  const form = useForm<Values>({
    initial: {
      code: beside.kind === 'add' ? beside.below.code.replace(/0+$/, '') : '',
      name: beside.kind === 'rename' ? beside.unit.name : '',
    },
    check: ({ code, name }) => ({
      ...(beside.kind === 'add' && !/^\d{12}$/.test(code.trim()) ? { code: t('setup.problem.code') } : {}),
      ...(name.trim() === '' ? { name: t('common.fill_in', { label: t('people.unit_name') }) } : {}),
    }),
  });
  const command = useCommand({
    send: (client, { code, name }: Values, commandId) => {
      const called = name.trim();
      switch (beside.kind) {
        case 'add':
          return client.identity.addUnit({
            commandId,
            code: code.trim(),
            name: called,
            level: below ?? 'station',
            parent: beside.below.code,
          });
        case 'rename':
          return client.identity.renameUnit({ commandId, code: beside.unit.code, name: called });
        case 'department':
          return client.identity.addDepartment({ commandId, unit: beside.unit.code, name: called });
      }
    },
    onDone: (_done, { name }) => {
      notify(t('people.unit_saved', { name }));
      onClose();
    },
    failures: 'inline',
  });
  const title = panelTitle(beside, below);
  return (
    <SidePanel title={title} onClose={onClose} subject={title}>
      <Form
        key={title}
        form={form}
        label={title}
        onSend={command.run}
        sendLabel={t('people.save_unit')}
        busy={command.busy}
        failure={command.failure !== undefined && <Failure failure={command.failure} />}
        actions={<Button onPress={onClose}>{t('common.cancel')}</Button>}
      >
        {beside.kind === 'add' && (
          <TextField
            label={t('people.unit_code')}
            hint={t('people.unit_code_hint')}
            inputMode="numeric"
            required
            maxLength={12}
            {...form.field('code')}
          />
        )}
        <TextField
          label={t(beside.kind === 'department' ? 'people.department' : 'people.unit_name')}
          required
          maxLength={120}
          {...form.field('name')}
        />
        {beside.kind === 'rename' && <p className="small quiet">{t('people.rename_hint')}</p>}
      </Form>
    </SidePanel>
  );
}

function panelTitle(beside: Beside, below: ReturnType<typeof levelBelow>): string {
  switch (beside.kind) {
    case 'add':
      return addBelowNamed(below ?? 'station', beside.below);
    case 'rename':
      return t('people.rename_named', { name: beside.unit.name });
    case 'department':
      return t('people.add_department_named', { name: beside.unit.name });
  }
}

function addBelowNamed(level: NonNullable<ReturnType<typeof levelBelow>>, { name }: Unit): string {
  return t('people.add_below_named', { act: t(`people.add_below.${level}`), name });
}
