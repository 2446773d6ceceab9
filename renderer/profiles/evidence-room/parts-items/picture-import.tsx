import { type DragEvent, useRef, useState } from 'react';
import { uploadAttachment, UploadError } from '../../../client/index.ts';
import { Button, errorWords, StateMark, t } from '../../../kit/index.ts';

export interface PictureImportProps {
  /** Called for each file whose bytes are at the node, one after another. */
  readonly onStored: (hash: string, file: File) => Promise<void>;
}

interface Line {
  readonly id: number;
  readonly name: string;
  readonly state: 'waiting' | 'sending' | 'done' | 'failed' | 'stopped';
  readonly code?: string;
}

const tones = {
  waiting: 'waiting',
  sending: 'active',
  done: 'neutral',
  failed: 'fault',
  stopped: 'ended',
} as const;

/** 导入已有照片: dropped or chosen, several at once, with what became of each; can be stopped between two. */
export function PictureImport({ onStored }: PictureImportProps) {
  const chooser = useRef<HTMLInputElement>(null);
  const stop = useRef<AbortController | undefined>(undefined);
  const [lines, setLines] = useState<readonly Line[]>([]);
  const [over, setOver] = useState(false);
  const running = lines.some(({ state }) => state === 'sending' || state === 'waiting');
  const done = lines.filter(({ state }) => state === 'done').length;

  function mark(id: number, change: Partial<Line>): void {
    setLines((before) => before.map((line) => (line.id === id ? { ...line, ...change } : line)));
  }

  async function send(files: readonly File[]): Promise<void> {
    if (files.length === 0 || running) return;
    const controller = new AbortController();
    stop.current = controller;
    const first = Date.now();
    setLines(files.map((file, index) => ({ id: first + index, name: file.name, state: 'waiting' })));
    for (const [index, file] of files.entries()) {
      const id = first + index;
      if (controller.signal.aborted) {
        mark(id, { state: 'stopped' });
        continue;
      }
      mark(id, { state: 'sending' });
      try {
        await onStored(await uploadAttachment(file, controller.signal), file);
        mark(id, { state: 'done' });
      } catch (error) {
        if (controller.signal.aborted) mark(id, { state: 'stopped' });
        else
          mark(id, {
            state: 'failed',
            code: error instanceof UploadError ? error.failure.code : 'client.upload_failed',
          });
      }
    }
  }

  function onDrop(event: DragEvent): void {
    event.preventDefault();
    setOver(false);
    void send([...event.dataTransfer.files]);
  }

  return (
    <section className="section" aria-label={t('evidence.import')}>
      <div
        className="drop-place"
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
      >
        <p>{t('evidence.drop_here')}</p>
        <input
          ref={chooser}
          type="file"
          accept="image/jpeg,image/png,image/webp"
          multiple
          hidden
          aria-label={t('evidence.import')}
          onChange={(event) => {
            void send([...(event.target.files ?? [])]);
            event.target.value = '';
          }}
        />
        <div className="button-row">
          <Button onPress={() => chooser.current?.click()} disabled={running}>
            {t('evidence.choose_files')}
          </Button>
          {running && <Button onPress={() => stop.current?.abort()}>{t('evidence.stop_import')}</Button>}
        </div>
      </div>
      {lines.length > 0 && (
        <>
          <p role="status">{t('evidence.import_progress', { done, count: lines.length })}</p>
          <ul className="import-lines">
            {lines.map((line) => (
              <li key={line.id}>
                <span>{line.name}</span>
                <StateMark tone={tones[line.state]}>{t(`evidence.import_state.${line.state}`)}</StateMark>
                {line.code !== undefined && <span className="small">{errorWords(line.code).remedy}</span>}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
