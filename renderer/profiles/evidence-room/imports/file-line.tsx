import { type DragEvent, useRef, useState } from 'react';
import { Button, formatCount, KeyValue, t, textOr } from '../../../kit/index.ts';
import type { OpenFile } from './use-workbench.ts';

export interface FileLineProps {
  readonly file: OpenFile | undefined;
  readonly busy: boolean;
  readonly onFile: (file: File) => void;
}

/** Where a file is chosen or dropped, and what it was taken for. */
export function FileLine({ file, busy, onFile }: FileLineProps) {
  const chooser = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  function drop(event: DragEvent): void {
    event.preventDefault();
    setOver(false);
    const [dropped] = event.dataTransfer.files;
    if (dropped !== undefined && !busy) onFile(dropped);
  }
  return (
    <div
      className="import-file"
      data-over={over}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <input
        ref={chooser}
        type="file"
        hidden
        onChange={(event) => {
          const [chosen] = event.currentTarget.files ?? [];
          if (chosen !== undefined) onFile(chosen);
          event.currentTarget.value = '';
        }}
      />
      <div className="chosen-line">
        {file === undefined ? (
          <p className="quiet">{t('imports.drop')}</p>
        ) : (
          <KeyValue columns={2} items={facts(file)} />
        )}
        <Button
          kind={file === undefined ? 'primary' : 'quiet'}
          disabled={busy}
          onPress={() => chooser.current?.click()}
        >
          {t(file === undefined ? 'imports.choose_file' : 'imports.choose_other')}
        </Button>
      </div>
    </div>
  );
}

function facts({ name, encoding, look }: OpenFile) {
  const { form, records, sender, segments } = look;
  const count = { count: formatCount(records) };
  const isTable = form === 'csv';
  return [
    { label: t('imports.file'), value: <span className="breakable">{name}</span> },
    { label: t('imports.form'), value: textOr(`imports.form.${form}`, form) },
    { label: t('imports.encoding'), value: t(`imports.encoding.${encoding}`) },
    ...(records === 0
      ? []
      : [
          {
            label: t('imports.records'),
            value: t(isTable ? 'imports.rows_count' : 'imports.messages_count', count),
          },
        ]),
    ...(sender === '' ? [] : [{ label: t('imports.sender'), value: sender }]),
    ...(segments.length === 0
      ? []
      : [
          {
            label: t('imports.segments'),
            value: segments.map((segment) => `${segment.name} × ${segment.count}`).join(' · '),
          },
        ]),
  ];
}
