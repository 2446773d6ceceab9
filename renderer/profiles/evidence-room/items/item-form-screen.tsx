import { useLocation, useParams } from 'wouter';
import { itemFlags, legalMeasures } from '../../../../main/contract/evidence-items.ts';
import { type StationClient, useClient, useCommand, useQuery } from '../../../client/index.ts';
import {
  Breadcrumb,
  Checkbox,
  ComboBox,
  DateField,
  Failure,
  Form,
  notify,
  NumberField,
  type Option,
  PageHeader,
  type Problems,
  Select,
  t,
  TextField,
  useForm,
  useLanguage,
} from '../../../kit/index.ts';
import { useDictionary } from '../parts-items/dictionary.ts';
import type { ItemView } from '../parts-items/types.ts';
import { paths } from '../paths.ts';

interface ItemForm {
  caseOf: Option<string> | null;
  name: string;
  category: string | null;
  sceneCategory: string | null;
  quantity: number | null;
  measureUnit: string | null;
  features: string;
  measure: string | null;
  listNumber: string;
  seizedAt: string | null;
  seizedPlace: string;
  owner: string;
  sealNumber: string;
  grossWeight: number | null;
  flags: readonly string[];
}

const required = [
  'caseOf',
  'name',
  'category',
  'sceneCategory',
  'quantity',
  'measureUnit',
  'measure',
  'seizedAt',
] as const;
const labels = {
  caseOf: 'evidence.case',
  name: 'evidence.name',
  category: 'evidence.category',
  sceneCategory: 'evidence.scene_category',
  quantity: 'evidence.quantity',
  measureUnit: 'evidence.measure_unit',
  measure: 'evidence.measure',
  seizedAt: 'evidence.seized_at',
} as const;

function check(values: ItemForm): Problems<ItemForm> {
  const problems: Problems<ItemForm> = {};
  for (const field of required) {
    const value = values[field];
    if (value === null || value === '') problems[field] = t('common.fill_in', { label: t(labels[field]) });
  }
  return problems;
}

function initialOf(item: ItemView | undefined, given: Option<string> | null): ItemForm {
  return {
    caseOf:
      item === undefined ? given : { value: item.caseId, label: item.caseName, detail: item.caseNumber },
    name: item?.name ?? '',
    category: item?.category ?? null,
    sceneCategory: item?.sceneCategory ?? null,
    quantity: item === undefined ? 1 : Number(item.quantity),
    measureUnit: item?.measureUnit ?? null,
    features: item?.features ?? '',
    measure: item?.legal.measure ?? 'seizure',
    listNumber: item?.listNumber ?? '',
    seizedAt: item?.seizedAt ?? new Date().toISOString(),
    seizedPlace: item?.seizedPlace ?? '',
    owner: item?.owner ?? '',
    sealNumber: item?.integrity.sealNumber ?? '',
    grossWeight:
      item === undefined || item.integrity.grossWeightGrams === null
        ? null
        : Number(item.integrity.grossWeightGrams),
    flags: item?.flags ?? [],
  };
}

type Registration = Omit<Parameters<StationClient['evidence']['registerItem']>[0], 'commandId'>;

function registrationOf(values: ItemForm): Registration | undefined {
  const measure = legalMeasures.find((known) => known === values.measure);
  const { caseOf, category, sceneCategory, quantity, measureUnit, seizedAt } = values;
  if (
    caseOf === null ||
    category === null ||
    sceneCategory === null ||
    quantity === null ||
    measureUnit === null ||
    seizedAt === null ||
    measure === undefined
  )
    return undefined;
  return {
    caseId: caseOf.value,
    name: values.name.trim(),
    category,
    sceneCategory,
    quantity: String(quantity),
    measureUnit,
    features: values.features,
    measure,
    listNumber: values.listNumber.trim(),
    seizedAt,
    seizedPlace: values.seizedPlace.trim(),
    owner: values.owner.trim() === '' ? null : values.owner.trim(),
    sealNumber: values.sealNumber.trim(),
    grossWeightGrams: values.grossWeight === null ? null : String(values.grossWeight),
    flags: itemFlags.filter((flag) => values.flags.includes(flag)),
  };
}

/** 登记: a new item, or a draft that is changed. The same form for both. */
export default function ItemFormScreen() {
  useLanguage();
  const { id, caseId } = useParams<{ id?: string; caseId?: string }>();
  const item = useQuery({
    key: ['item', id],
    topics: ['items'],
    enabled: id !== undefined,
    ask: (client) => client.evidence.item({ id: id ?? '' }),
  });
  const given = useQuery({
    key: ['case', caseId],
    topics: ['cases'],
    enabled: caseId !== undefined,
    ask: (client) => client.evidence.case({ id: caseId ?? '' }),
  });
  const failure = item.failure ?? given.failure;
  if (failure !== undefined) return <Failure failure={failure} />;
  if ((id !== undefined && item.data === undefined) || (caseId !== undefined && given.data === undefined))
    return <PageHeader title={t('evidence.new')} />;
  const option =
    given.data === undefined
      ? null
      : { value: given.data.id, label: given.data.name, detail: given.data.number };
  return <ItemFields item={item.data} given={option} />;
}

function ItemFields({
  item,
  given,
}: {
  readonly item: ItemView | undefined;
  readonly given: Option<string> | null;
}) {
  const client = useClient();
  const [, goTo] = useLocation();
  const property = useDictionary('category-property');
  const scene = useDictionary('category-scene');
  const measures = useDictionary('legal-measure');
  const units = useDictionary('measure-unit');
  const flags = useDictionary('item-flag');
  const form = useForm<ItemForm>({
    initial: initialOf(item, given),
    draft: item === undefined ? `item-new:${given?.value ?? ''}` : `item:${item.id}`,
    check,
  });
  const save = useCommand({
    send: async (station: StationClient, input: Registration, commandId) => {
      if (item !== undefined)
        return {
          ...(await station.evidence.editItem({ commandId, id: item.id, ...input })),
          code: item.code,
        };
      return station.evidence.registerItem({ commandId, ...input });
    },
    onDone: ({ id, code }) => {
      form.reset();
      notify(t('evidence.registered', { code }));
      goTo(paths.item(id));
    },
    failures: 'inline',
  });
  const chosen = form.field('flags');
  // Units are kept as the words that stand on paper, since they are printed with the quantity.
  const unitOptions = units.options.map((unit) => ({ value: unit.label, label: unit.label }));
  return (
    <div className="page-scroll">
      <PageHeader
        title={t(item === undefined ? 'evidence.new' : 'evidence.edit')}
        path={
          <Breadcrumb
            steps={[
              { title: t('evidence.title'), to: paths.items },
              { title: item?.name ?? t('evidence.new') },
            ]}
          />
        }
      />
      <Form
        form={form}
        sendLabel={t(item === undefined ? 'evidence.register_act' : 'evidence.save_act')}
        busy={save.busy}
        failure={save.failure === undefined ? undefined : <Failure failure={save.failure} />}
        onSend={(values) => {
          const input = registrationOf(values);
          if (input !== undefined) save.run(input);
        }}
      >
        <ComboBox
          label={t('evidence.case')}
          required
          disabled={item !== undefined}
          search={async (words, signal) => {
            const { rows } = await client.evidence.cases(
              { limit: 20, ...(words === '' ? {} : { words }) },
              { signal },
            );
            return rows.map((row) => ({ value: row.id, label: row.name, detail: row.number }));
          }}
          {...form.field('caseOf')}
        />
        <TextField label={t('evidence.name')} required maxLength={120} {...form.field('name')} />
        <Select
          label={t('evidence.category')}
          required
          options={property.options}
          {...form.field('category')}
        />
        <Select
          label={t('evidence.scene_category')}
          required
          options={scene.options}
          {...form.field('sceneCategory')}
        />
        <NumberField
          label={t('evidence.quantity')}
          required
          minimum={0}
          decimals={3}
          {...form.field('quantity')}
        />
        <Select
          label={t('evidence.measure_unit')}
          required
          options={unitOptions}
          {...form.field('measureUnit')}
        />
        <TextField label={t('evidence.features')} lines={3} maxLength={2000} {...form.field('features')} />
        <Select
          label={t('evidence.measure')}
          required
          options={measures.options}
          {...form.field('measure')}
        />
        <TextField label={t('evidence.list_number')} maxLength={100} {...form.field('listNumber')} />
        <DateField label={t('evidence.seized_at')} required precision="minute" {...form.field('seizedAt')} />
        <TextField label={t('evidence.seized_place')} maxLength={200} {...form.field('seizedPlace')} />
        <TextField
          label={t('evidence.owner')}
          hint={t('evidence.owner_hint')}
          maxLength={100}
          {...form.field('owner')}
        />
        <TextField label={t('evidence.seal_number')} maxLength={60} {...form.field('sealNumber')} />
        <NumberField
          label={t('evidence.gross_weight')}
          unit="g"
          minimum={0}
          decimals={1}
          {...form.field('grossWeight')}
        />
        <fieldset className="flag-set">
          <legend>{t('evidence.flags')}</legend>
          {flags.options.map((flag) => (
            <Checkbox
              key={flag.value}
              value={chosen.value.includes(flag.value)}
              onChange={(on) =>
                chosen.onChange(
                  on ? [...chosen.value, flag.value] : chosen.value.filter((one) => one !== flag.value),
                )
              }
            >
              {flag.label}
            </Checkbox>
          ))}
        </fieldset>
      </Form>
    </div>
  );
}
