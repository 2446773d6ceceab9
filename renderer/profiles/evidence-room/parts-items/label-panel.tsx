import { useState } from 'react';
import type { FailureData } from '../../../../main/contract/index.ts';
import { useCommand, useQuery } from '../../../client/index.ts';
import { Button, Checkbox, Failure, NumberField, notify, RadioGroup, t } from '../../../kit/index.ts';
import { PrintIcon } from '../../../kit/icons.tsx';
import type { ItemView } from './types.ts';

const templates = ['evidence-item', 'evidence-item-small'] as const;
type Template = (typeof templates)[number];

/** Screen px a millimetre, so that both templates are seen in their true proportion. */
const pixelsPerMm = 5;

export interface LabelPanelProps {
  readonly item: ItemView;
  readonly mayPrint: boolean;
  /** True where the printer is to write the tag unless somebody wishes otherwise. */
  readonly encodeFirst?: boolean;
  readonly onPrinted?: () => void;
}

/** 标签: shown as it will come out of the printer, then printed; with encoding the printer writes the tag in it as well. */
export function LabelPanel({ item, mayPrint, encodeFirst = false, onPrinted }: LabelPanelProps) {
  const [template, setTemplate] = useState<Template>('evidence-item');
  const [copies, setCopies] = useState<number | null>(1);
  const [encode, setEncode] = useState(encodeFirst && !item.tagged);
  const [failed, setFailed] = useState<FailureData | undefined>(undefined);
  const encoding = encode && !item.tagged;
  const preview = useQuery({
    key: ['label', item.id, template],
    topics: ['items'],
    id: item.id,
    ask: (client) => client.evidence.labelPreview({ id: item.id, template }),
  });
  const print = useCommand({
    send: (client, input: { copies: number; encode: boolean; template: Template }, commandId) =>
      client.evidence.printLabel({ commandId, id: item.id, ...input }),
    failures: 'inline',
    onDone(job) {
      if (job.state === 'failed') {
        setFailed({ code: job.code ?? 'printer.failed', detail: {} });
        return;
      }
      setFailed(undefined);
      notify(t(job.epc === null ? 'labels.printed' : 'labels.printed_encoded', { code: item.code }));
      onPrinted?.();
    },
  });
  const failure = print.failure ?? failed;
  return (
    <div className="label-panel">
      <div className="label-sheet">
        {preview.data !== undefined && (
          <img
            src={`data:image/png;base64,${preview.data.png}`}
            width={preview.data.widthMm * pixelsPerMm}
            height={preview.data.heightMm * pixelsPerMm}
            alt={t('labels.preview_of', { code: item.code })}
          />
        )}
        {preview.failure !== undefined && <Failure failure={preview.failure} onRetry={preview.again} />}
        {preview.data !== undefined && (
          <p className="quiet small">
            {t('labels.size', { width: preview.data.widthMm, height: preview.data.heightMm })}
          </p>
        )}
      </div>
      <div className="section">
        <RadioGroup
          label={t('labels.template')}
          value={template}
          onChange={(chosen) => chosen !== null && setTemplate(chosen)}
          options={templates.map((one) => ({ value: one, label: t(`labels.template.${one}`) }))}
        />
        <Checkbox value={encoding} onChange={setEncode} disabled={item.tagged || !mayPrint}>
          {t('labels.encode')}
        </Checkbox>
        <p className="quiet small">{t(item.tagged ? 'labels.encode_has_tag' : 'labels.encode_hint')}</p>
        {!encoding && (
          <NumberField
            label={t('labels.copies')}
            value={copies}
            onChange={setCopies}
            minimum={1}
            maximum={20}
            unit={t('labels.copies_unit')}
          />
        )}
        {failure !== undefined && <Failure failure={failure} />}
        <div role="status">{print.busy && t(encoding ? 'labels.encoding' : 'labels.printing')}</div>
        <div className="button-row">
          <Button
            disabled={!mayPrint || print.busy || (!encoding && copies === null)}
            {...(mayPrint ? {} : { reason: t('labels.may_not_print') })}
            onPress={() => print.run({ copies: encoding ? 1 : (copies ?? 1), encode: encoding, template })}
          >
            <PrintIcon />{' '}
            {encoding ? t('labels.print_and_encode') : t('labels.print', { count: copies ?? 1 })}
          </Button>
        </div>
      </div>
    </div>
  );
}
