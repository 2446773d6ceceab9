import { useLocation, useParams } from 'wouter';
import { useQuery } from '../../../client/index.ts';
import {
  Breadcrumb,
  Button,
  Failure,
  formatDateTime,
  formatQuantity,
  KeyValue,
  PageHeader,
  Story,
  t,
  useLanguage,
} from '../../../kit/index.ts';
import { useMay } from '../../../shell/session-context.ts';
import { CustodyMark } from '../parts-items/marks.tsx';
import { storyEntries } from '../parts-items/story-words.ts';
import { paths } from '../paths.ts';

/** 一个案件 with everything held under it. */
export default function CaseScreen() {
  useLanguage();
  const may = useMay();
  const [, goTo] = useLocation();
  const { id = '' } = useParams();
  const { data, failure, again } = useQuery({
    key: ['case', id],
    topics: ['cases', 'items'],
    ask: (client) => client.evidence.case({ id }),
  });
  if (data === undefined) {
    return (
      <>
        <PageHeader title={t('cases.title')} />
        {failure !== undefined && <Failure failure={failure} onRetry={again} />}
      </>
    );
  }
  return (
    <div className="page-scroll">
      <PageHeader
        path={<Breadcrumb steps={[{ title: t('cases.title'), to: paths.cases }, { title: data.name }]} />}
        title={data.name}
        code={data.number}
        actions={
          may('item.register') && (
            <Button kind="primary" onPress={() => goTo(paths.newItemOfCase(data.id))}>
              {t('evidence.new')}
            </Button>
          )
        }
      />
      <section className="page-section">
        <KeyValue
          columns={2}
          items={[
            { label: t('cases.kind'), value: t(`cases.kind.${data.kind}`) },
            { label: t('cases.officers'), value: data.officers.map((officer) => officer.name).join('、') },
            { label: t('cases.unit'), value: data.unitName },
            { label: t('cases.opened'), value: formatDateTime(data.openedAt) },
            {
              label: t('cases.occurred_at'),
              value: data.occurredAt === null ? '—' : formatDateTime(data.occurredAt),
            },
            { label: t('cases.occurred_place'), value: data.occurredPlace === '' ? '—' : data.occurredPlace },
            { label: t('cases.summary'), value: data.summary === '' ? '—' : data.summary },
          ]}
        />
      </section>
      <section className="page-section">
        <h2>{t('cases.items')}</h2>
        {data.itemRows.length === 0 ? (
          <p className="quiet">{t('cases.items_empty')}</p>
        ) : (
          <ul className="line-list">
            {data.itemRows.map((row) => (
              <li key={row.id}>
                <CustodyMark state={row.custody} />
                <a href={`#${paths.item(row.id)}`}>
                  {row.name} {formatQuantity(row.quantity, row.measureUnit)}
                </a>
                <span className="quiet small fixed">{row.code}</span>
              </li>
            ))}
          </ul>
        )}
      </section>
      <section className="page-section">
        <h2>{t('evidence.story')}</h2>
        <Story
          label={t('evidence.story')}
          empty={t('evidence.story_empty')}
          entries={storyEntries(data.story)}
        />
      </section>
    </div>
  );
}
