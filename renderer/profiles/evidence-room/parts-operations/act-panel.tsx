import { type FormEvent, type ReactNode, useState } from 'react';
import type { FailureData } from '../../../../main/contract/index.ts';
import { Button, Failure, SidePanel, t, TextField } from '../../../kit/index.ts';

export interface ActPanelProps {
  /** Names act and object: `退回单据 D2026-0012`. */
  readonly title: string;
  readonly onClose: () => void;
  /** Words on the button: `退回修改`. */
  readonly act: string;
  /** Label of the words to be written; left out = none are wanted. */
  readonly words?: string;
  readonly required?: boolean;
  readonly danger?: boolean;
  readonly onSend: (words: string) => void;
  readonly busy: boolean;
  readonly failure: FailureData | undefined;
  /** What follows from the act. */
  readonly children?: ReactNode;
  readonly disabled?: boolean;
}

/** One act with the words it needs, opened beside the thing so that the thing stays in sight. */
export function ActPanel(props: ActPanelProps) {
  const { title, onClose, act, words: label, required = false, danger = false, onSend, failure } = props;
  const [words, setWords] = useState('');
  const [missing, setMissing] = useState(false);

  function send(event: FormEvent): void {
    event.preventDefault();
    if (required && words.trim() === '') setMissing(true);
    else onSend(words.trim());
  }

  return (
    <SidePanel title={title} onClose={onClose} subject={title}>
      <form className="form" onSubmit={send} aria-label={title}>
        {props.children}
        {label !== undefined && (
          <TextField
            label={label}
            value={words}
            onChange={(next) => {
              setWords(next);
              setMissing(false);
            }}
            lines={3}
            required={required}
            maxLength={200}
            error={missing ? t('common.fill_in', { label }) : undefined}
          />
        )}
        {failure !== undefined && <Failure failure={failure} />}
        <div className="button-row form-actions">
          <Button
            kind={danger ? 'danger' : 'primary'}
            type="submit"
            disabled={props.busy || props.disabled === true}
          >
            {act}
          </Button>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
        </div>
      </form>
    </SidePanel>
  );
}
