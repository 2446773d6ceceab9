import { useEffect, useRef, useState } from 'react';
import { placeTraits } from '../../../../main/contract/storage.ts';
import { type StationClient, useCommand } from '../../../client/index.ts';
import {
  Button,
  Failure,
  Form,
  notify,
  NumberField,
  type Problems,
  Select,
  SidePanel,
  StateMark,
  t,
  TextField,
  useForm,
} from '../../../kit/index.ts';
import type { Box } from '../parts-items/arrow-keys.ts';
import { boxOf } from '../parts-items/floor-drawing.tsx';
import type { Place } from '../parts-items/types.ts';
import { boxProblem, freeSpot } from './shown.ts';

export type NewKind = 'site' | 'room' | 'cabinet';

interface Values {
  name: string;
  trait: string | null;
  rows: number | null;
  columns: number | null;
  x: number | null;
  y: number | null;
  width: number | null;
  height: number | null;
}

/** Ordinary sizes in cm: a cabinet of six by six cells, a room of six metres by four. */
const first: Readonly<Record<NewKind, Values>> = {
  site: { name: '', trait: 'ordinary', rows: null, columns: null, x: 0, y: 0, width: 1200, height: 600 },
  room: { name: '', trait: 'ordinary', rows: null, columns: null, x: 0, y: 0, width: 600, height: 400 },
  cabinet: { name: '', trait: 'ordinary', rows: 6, columns: 6, x: 0, y: 0, width: 180, height: 50 },
};

const cabinetSize = { width: 180, height: 50 } as const;

function check(kind: NewKind, values: Values): Problems<Values> {
  const problems: Problems<Values> = {};
  if (values.name.trim() === '') problems.name = t('common.fill_in', { label: t('places.name') });
  const needed: (keyof Values & ('rows' | 'columns' | 'x' | 'y' | 'width' | 'height'))[] =
    kind === 'cabinet' ? ['rows', 'columns', 'x', 'y', 'width', 'height'] : ['width', 'height'];
  for (const field of needed)
    if (values[field] === null)
      problems[field] = t('common.fill_in', {
        label: t(field === 'height' ? 'places.depth' : `places.${field}`),
      });
  return problems;
}

export function boxOfValues(values: Pick<Values, 'x' | 'y' | 'width' | 'height'>): Box {
  return { x: values.x ?? 0, y: values.y ?? 0, width: values.width ?? 0, height: values.height ?? 0 };
}

export interface PlaceFormProps {
  readonly kind: NewKind;
  /** The room for a cabinet, the site for a room. */
  readonly parent: Place | undefined;
  readonly siblings: readonly Place[];
  readonly onClose: () => void;
  readonly onAdded: (id: string) => void;
  /** Drawn in the floor while the numbers are typed. */
  readonly onDraft: (box: Box | undefined) => void;
}

/** 新增房间、柜子: with where it stands, seen in the drawing as it is typed. */
export function PlaceForm({ kind, parent, siblings, onClose, onAdded, onDraft }: PlaceFormProps) {
  // A new room stands to the right of the others.
  const right = Math.max(0, ...siblings.map((place) => boxOf(place).x + boxOf(place).width + 20));
  const [initial] = useState<Values>(() =>
    kind === 'room'
      ? { ...first.room, x: siblings.length === 0 ? 0 : right }
      : kind === 'cabinet' && parent !== undefined
        ? { ...first.cabinet, ...freeSpot(cabinetSize, boxOf(parent), siblings.map(boxOf)) }
        : first[kind],
  );
  const latestDraft = useRef(onDraft);
  useEffect(() => {
    latestDraft.current = onDraft;
  });
  useEffect(() => {
    if (kind === 'cabinet') latestDraft.current(boxOfValues(initial));
  }, [kind, initial]);
  const form = useForm<Values>({
    initial,
    check: (values) => check(kind, values),
  });
  const add = useCommand({
    send: (client: StationClient, input: Values, commandId) =>
      client.storage.addPlace({
        commandId,
        kind,
        name: input.name.trim(),
        parent: parent?.id ?? null,
        trait: placeTraits.find((trait) => trait === input.trait) ?? 'ordinary',
        rows: kind === 'cabinet' ? input.rows : null,
        columns: kind === 'cabinet' ? input.columns : null,
        x: input.x,
        y: input.y,
        width: input.width,
        height: input.height,
      }),
    onDone: ({ id }, input) => {
      notify(t('places.added', { name: input.name }));
      form.reset();
      onAdded(id);
    },
    failures: 'inline',
  });
  const standing =
    kind === 'cabinet' && parent !== undefined
      ? boxProblem(boxOfValues(form.values), boxOf(parent), siblings.map(boxOf))
      : undefined;
  const length = (name: 'x' | 'y' | 'width' | 'height', label: string) => {
    const field = form.field(name);
    return (
      <NumberField
        label={label}
        unit={t('places.centimetres')}
        minimum={name === 'x' || name === 'y' ? 0 : 10}
        maximum={10_000}
        step={5}
        {...field}
        onChange={(value) => {
          field.onChange(value);
          if (kind === 'cabinet') onDraft(boxOfValues({ ...form.values, [name]: value }));
        }}
      />
    );
  };
  return (
    <SidePanel title={t(`places.add_${kind}`)} subject={`add ${kind}`} onClose={onClose}>
      <Form
        form={form}
        sendLabel={t(`places.add_${kind}`)}
        busy={add.busy}
        onSend={(values) => add.run(values)}
        failure={add.failure !== undefined && <Failure failure={add.failure} />}
      >
        <TextField label={t('places.name')} required maxLength={60} {...form.field('name')} />
        {kind !== 'site' && (
          <Select
            label={t('places.trait')}
            options={placeTraits.map((trait) => ({ value: trait, label: t(`places.trait.${trait}`) }))}
            {...form.field('trait')}
          />
        )}
        {kind === 'cabinet' && (
          <div className="two-fields">
            <NumberField label={t('places.rows')} minimum={1} maximum={40} {...form.field('rows')} />
            <NumberField label={t('places.columns')} minimum={1} maximum={40} {...form.field('columns')} />
          </div>
        )}
        <div className="two-fields">
          {length('width', t('places.width'))}
          {length('height', t('places.depth'))}
        </div>
        {kind !== 'site' && (
          <div className="two-fields">
            {length('x', t('places.x'))}
            {length('y', t('places.y'))}
          </div>
        )}
        {standing !== undefined && <StateMark tone="partly">{t(`places.box_${standing}`)}</StateMark>}
      </Form>
    </SidePanel>
  );
}

export interface MovePanelProps {
  readonly place: Place;
  readonly room: Place | undefined;
  readonly siblings: readonly Place[];
  readonly onClose: () => void;
  readonly onDraft: (box: Box | undefined) => void;
}

/** 移动: the new place is seen in the drawing before it is kept; what lies in the cells stays where it is. */
export function MovePanel({ place, room, siblings, onClose, onDraft }: MovePanelProps) {
  const box = boxOf(place);
  const [x, setX] = useState<number | null>(box.x);
  const [y, setY] = useState<number | null>(box.y);
  const move = useCommand({
    send: (client: StationClient, input: { x: number; y: number }, commandId) =>
      client.storage.movePlace({ commandId, id: place.id, ...input }),
    onDone: () => {
      notify(t('places.moved', { name: place.name }));
      onClose();
    },
    failures: 'inline',
  });
  const standing =
    room === undefined
      ? undefined
      : boxProblem({ ...box, x: x ?? 0, y: y ?? 0 }, boxOf(room), siblings.map(boxOf));
  const show = (next: { x: number | null; y: number | null }): void => {
    setX(next.x);
    setY(next.y);
    onDraft({ ...box, x: next.x ?? 0, y: next.y ?? 0 });
  };
  return (
    <SidePanel
      title={t('places.move_title', { name: place.name })}
      subject={`move ${place.id}`}
      onClose={onClose}
    >
      <form
        className="form"
        aria-label={t('places.move_title', { name: place.name })}
        onSubmit={(event) => {
          event.preventDefault();
          if (x !== null && y !== null) move.run({ x, y });
        }}
      >
        <p className="quiet">{t('places.move_hint')}</p>
        <div className="two-fields">
          <NumberField
            label={t('places.x')}
            unit={t('places.centimetres')}
            minimum={0}
            maximum={10_000}
            step={5}
            value={x}
            onChange={(value) => show({ x: value, y })}
          />
          <NumberField
            label={t('places.y')}
            unit={t('places.centimetres')}
            minimum={0}
            maximum={10_000}
            step={5}
            value={y}
            onChange={(value) => show({ x, y: value })}
          />
        </div>
        {standing !== undefined && <StateMark tone="partly">{t(`places.box_${standing}`)}</StateMark>}
        {move.failure !== undefined && <Failure failure={move.failure} />}
        <div className="button-row form-actions">
          <Button kind="primary" type="submit" disabled={x === null || y === null || move.busy}>
            {t('places.move_act', { name: place.name })}
          </Button>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
        </div>
      </form>
    </SidePanel>
  );
}
