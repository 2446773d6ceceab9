import { type ReactNode, useState } from 'react';
import { sampleItems, type SampleItem, samplePictures } from './gallery-data.ts';
import {
  AlarmBanner,
  BarChart,
  Breadcrumb,
  Button,
  Checkbox,
  type Column,
  ComboBox,
  ConfirmDialog,
  DateField,
  Deadline,
  Failure,
  Figure,
  Form,
  formatDateTimeShort,
  formatQuantity,
  KeyValue,
  Lamp,
  Meter,
  NoticeArea,
  notify,
  NumberField,
  type Option,
  PageHeader,
  PictureStrip,
  GirthPad,
  PinPad,
  QueryRow,
  RadioGroup,
  Select,
  SidePanel,
  type Sort,
  Split,
  StateMark,
  type StateTone,
  Stepper,
  Story,
  Switch,
  Table,
  Tabs,
  TextField,
  useForm,
} from './index.ts';

function Sample({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

interface SampleForm {
  readonly name: string;
  readonly count: number | null;
  readonly category: 'phone' | 'cash' | null;
  readonly officer: Option<string> | null;
  readonly seizedAt: string | null;
  readonly measure: 'seizure' | 'sealing' | null;
  readonly features: string;
}

const [soon, later, past] = [7_200_000, 259_200_000, -90_000_000].map((ms) =>
  new Date(Date.now() + ms).toISOString(),
) as [string, string, string];

const officers: readonly Option<string>[] = [
  { value: '1', label: '办案人甲', detail: '010234' },
  { value: '2', label: '办案人乙', detail: '010235' },
];

export function ControlsSheet() {
  const [on, setOn] = useState(true);
  const [checked, setChecked] = useState(true);
  const form = useForm<SampleForm>({
    initial: {
      name: '',
      count: 3,
      category: 'phone',
      officer: officers[0] ?? null,
      seizedAt: '2026-11-23T06:05:00.000Z',
      measure: 'seizure',
      features: '',
    },
    check: (values) => ({
      ...(values.name.trim() === '' ? { name: '请填写财物名称' } : {}),
      ...(values.features.trim() === '' ? { features: '请写明特征：颜色、型号、序列号' } : {}),
    }),
  });
  return (
    <main className="sheet">
      <Sample title="Form">
        <Form
          form={form}
          sendLabel="登记这件财物"
          onSend={() => notify('已登记')}
          actions={<Button>取消</Button>}
        >
          <TextField label="名称" required {...form.field('name')} hint="和扣押清单上写的一样" />
          <NumberField label="数量" unit="部" minimum={1} {...form.field('count')} />
          <Select
            label="类别"
            options={[
              { value: 'phone', label: '手机', detail: '03' },
              { value: 'cash', label: '现金', detail: '07' },
            ]}
            {...form.field('category')}
          />
          <ComboBox
            label="办案人"
            search={(words) => Promise.resolve(officers.filter((one) => one.label.includes(words)))}
            {...form.field('officer')}
          />
          <DateField label="扣押时间" precision="minute" {...form.field('seizedAt')} />
          <RadioGroup
            label="控制措施"
            orientation="horizontal"
            options={[
              { value: 'seizure', label: '扣押' },
              { value: 'sealing', label: '查封' },
            ]}
            {...form.field('measure')}
          />
          <TextField label="特征" required lines={3} {...form.field('features')} />
        </Form>
      </Sample>
      <Sample title="Button">
        <div className="button-row">
          <Button kind="primary">通过 5 件</Button>
          <Button>打印标签</Button>
          <Button kind="danger">销毁 3 件</Button>
          <Button kind="plain">重置</Button>
          <Button disabled reason="审批还没有通过">
            出库
          </Button>
        </div>
        <Checkbox value={checked} onChange={setChecked}>
          封条完好
        </Checkbox>
        <Checkbox value={false} partly onChange={() => undefined}>
          部分选中
        </Checkbox>
        <Switch value={on} onChange={setOn}>
          报警时关门
        </Switch>
        <TextField label="毛重" value="0.52" onChange={() => undefined} unit="千克" inputMode="decimal" />
        <TextField label="案号" value="A12" onChange={() => undefined} error="案号应为 A 加 22 位数字" />
        <TextField label="停用的" value="不能改" onChange={() => undefined} disabled />
        <DateField label="归还日期" value="2026-12-01" onChange={() => undefined} />
      </Sample>
    </main>
  );
}

const tones: readonly (readonly [StateTone, string])[] = [
  ['waiting', '待交接'],
  ['neutral', '在库'],
  ['active', '调用中'],
  ['confirmed', '门磁确认已关'],
  ['partly', '部分可用'],
  ['fault', '故障'],
  ['clock', '还有 3 小时'],
  ['alarm', '未经批准出库'],
  ['ended', '已发还'],
];

export function ContentSheet() {
  return (
    <main className="sheet">
      <Sample title="StateMark, Lamp, Deadline">
        <div className="button-row">
          {tones.map(([tone, words]) => (
            <StateMark key={tone} tone={tone}>
              {words}
            </StateMark>
          ))}
        </div>
        <div className="button-row">
          <Lamp title="通道门 1" tone="confirmed" state="正常" />
          <Lamp title="标签打印机" tone="fault" state="故障" reason="缺纸" />
          <Deadline dueAt={soon} />
          <Deadline dueAt={past} />
        </div>
        <AlarmBanner
          title="通道门 1：有财物未经批准出库"
          actions={
            <>
              <Button>静音</Button>
              <Button kind="primary">处理报警</Button>
            </>
          }
        >
          14:05:09 · 黑色手机（屏裂）
        </AlarmBanner>
        <Failure failure={{ code: 'store.disk_full' }} onRetry={() => undefined} />
        <Stepper label="接收入库" steps={['核对清单', '称重封条', '放入格口', '双方签认']} current={2} />
      </Sample>
      <Sample title="PageHeader, KeyValue, Tabs">
        <PageHeader
          path={
            <Breadcrumb
              steps={[
                { title: '财物', to: '/items' },
                { title: '样例一号盗窃案', to: '/cases/1' },
                { title: '黑色手机' },
              ]}
            />
          }
          title="黑色手机（屏裂）"
          code="W33010200-26-00001-K"
          state={<StateMark tone="neutral">在库</StateMark>}
          holder="物证管理员乙"
          place="2 号柜 B-07"
          clock={<Deadline dueAt={later} />}
          actions={<Button kind="primary">申请调用</Button>}
        />
        <KeyValue
          items={[
            { label: '数量', value: '1 部' },
            { label: '扣押时间', value: '2026年11月23日 14:05' },
            { label: '封条号', value: 'F-20261123-07' },
            { label: '持有人', value: null },
          ]}
        />
        <Tabs
          label="财物"
          tabs={[
            { id: 'story', title: '经过', content: '最新的在上面。' },
            { id: 'pictures', title: '照片', count: 3, content: <PictureStrip pictures={samplePictures} /> },
          ]}
          selected="pictures"
        />
        <div className="figures">
          <Figure label="在库" value="1,204" unit="件" to="/items" />
          <Figure label="快到期" value={3} tone="clock" />
          <Figure label="报警" value={1} tone="alarm" />
        </div>
        <Meter label="2 号柜" used={18} total={24} unit="格" />
        <BarChart
          label="按类别"
          unit="件"
          bars={[
            { id: 'a', title: '电子产品', value: 512 },
            { id: 'b', title: '现金', value: 88 },
            { id: 'c', title: '管制刀具', value: 41 },
          ]}
        />
      </Sample>
      <Sample title="Story">
        <Story
          label="经过"
          empty="还没有记录。"
          entries={[
            {
              id: '3',
              at: '2026-11-23T06:20:00Z',
              tone: 'alarm',
              words: '通道门 1 报警：未经批准出库',
              by: '通道门 1',
              hash: 'c3d5e1f09a',
            },
            {
              id: '2',
              at: '2026-11-23T06:05:00Z',
              words: '物证管理员乙 接收入库，放在 2 号柜 B-07',
              by: '卡加密码 · 入库台',
              hash: 'a1b2c3d4e5',
              pictures: samplePictures,
            },
            {
              id: '1',
              at: '2026-11-22T09:40:00Z',
              words: '办案人甲 登记了这件财物',
              by: '密码 · 办案区',
              hash: '9f8e7d6c5b',
            },
          ]}
        />
      </Sample>
    </main>
  );
}

const marks = {
  'in-store': <StateMark tone="neutral">在库</StateMark>,
  'on-loan': <StateMark tone="active">调用中</StateMark>,
  'at-counter': <StateMark tone="waiting">在柜台</StateMark>,
  unlocated: <StateMark tone="fault">位置不明</StateMark>,
} as const;

const columns: readonly Column<SampleItem>[] = [
  { id: 'code', title: '物品编号', width: '220px', sortable: true, cell: (row) => row.code },
  { id: 'name', title: '名称', width: 'minmax(160px, 1.4fr)', cell: (row) => row.name },
  { id: 'state', title: '状态', width: '110px', cell: (row) => marks[row.state] },
  {
    id: 'quantity',
    title: '数量',
    width: '80px',
    align: 'end',
    cell: (row) => formatQuantity(row.quantity, row.unit),
  },
  { id: 'case', title: '案件', cell: (row) => row.caseName },
  { id: 'holder', title: '保管人', width: '130px', cell: (row) => row.holder },
  { id: 'place', title: '位置', width: '120px', cell: (row) => row.place },
  {
    id: 'registered',
    title: '登记时间',
    width: '150px',
    sortable: true,
    cell: (row) => formatDateTimeShort(row.registeredAt),
  },
];

export function TableSheet() {
  const [words, setWords] = useState('');
  const [shown, setShown] = useState(100);
  const [sort, setSort] = useState<Sort>({ column: 'registered', descending: true });
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set(['1', '3']));
  const [open, setOpen] = useState<SampleItem | undefined>(sampleItems[2]);
  return (
    <main className="sheet-full">
      <PageHeader title="财物" actions={<Button kind="primary">登记财物</Button>} />
      <QueryRow onQuery={() => undefined} onReset={() => setWords('')}>
        <TextField label="关键词" value={words} onChange={setWords} type="search" />
        <Select
          label="状态"
          value={null}
          onChange={() => undefined}
          options={[{ value: 'a', label: '在库' }]}
        />
        <DateField label="登记日期从" value={null} onChange={() => undefined} />
      </QueryRow>
      <Split
        beside={
          open === undefined ? undefined : (
            <SidePanel
              title={open.name}
              subject={open.id}
              onClose={() => setOpen(undefined)}
              actions={<Button kind="primary">打开</Button>}
            >
              {marks[open.state]}
              <KeyValue
                items={[
                  { label: '编号', value: open.code },
                  { label: '位置', value: open.place },
                  { label: '案件', value: open.caseName },
                ]}
              />
              <PictureStrip pictures={samplePictures} />
            </SidePanel>
          )
        }
      >
        <Table
          label="财物"
          columns={columns}
          rows={sampleItems.slice(0, shown)}
          total={sampleItems.length}
          idOf={(row) => row.id}
          nameOf={(row) => row.name}
          onOpen={setOpen}
          openId={open?.id}
          loadMore={shown < sampleItems.length ? () => setShown(shown + 100) : undefined}
          sort={sort}
          onSort={setSort}
          selected={selected}
          onSelect={setSelected}
          batch={<Button>打印 {selected.size} 张标签</Button>}
          empty="登记第一件财物后会出现在这里。"
        />
      </Split>
    </main>
  );
}

export function DialogSheet() {
  const [open, setOpen] = useState(true);
  return (
    <main className="sheet">
      <Button onPress={() => notify('已登记 W33010200-26-00001-K', { label: '撤销', act: () => undefined })}>
        提示
      </Button>
      <ConfirmDialog
        open={open}
        onClose={() => setOpen(false)}
        title="销毁这 3 件财物？"
        act="销毁 3 件"
        danger
        onConfirm={() => setOpen(false)}
      >
        <p>销毁后不能恢复。记录和照片会永久保留。</p>
      </ConfirmDialog>
      <NoticeArea />
    </main>
  );
}

export function PinSheet() {
  const [pin, setPin] = useState('123');
  return (
    <main className="sheet">
      <Sample title="PinPad">
        <PinPad label="密码" value={pin} onChange={setPin} />
      </Sample>
      <Sample title="GirthPad">
        <GirthPad
          keyboard={false}
          send={async (_girth, text) => ({ status: 'taken', cm: Number(text), entries: [Number(text)] })}
        />
      </Sample>
    </main>
  );
}
