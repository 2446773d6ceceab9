import { useState } from 'react';
import type { GirthAnswer } from '../../main/contract/device-work.ts';
import { Button } from './button.tsx';
import { t } from './i18n.ts';
import { NumberPad } from './number-pad.tsx';

export type Girth = 'waist' | 'hip';
export type TapeUnit = 'cm' | 'chi' | 'inch';

export interface GirthPadProps {
  /** Gives an entry to the keypad's driver; undefined when that failed, which the caller shows. */
  readonly send: (girth: Girth, text: string, unit: TapeUnit | null) => Promise<GirthAnswer | undefined>;
  /** Also takes the keys of a keyboard or numeric keypad. */
  readonly keyboard?: boolean;
  /** Both are measured. */
  readonly onDone?: (waistCm: number, hipCm: number) => void;
}

const girths = ['waist', 'hip'] as const;

/**
 * 腰围、臀围 with a tape and a keypad, one after the other: what to do in one sentence, the pad, and what came of the entry.
 * The driver decides what an entry means; nothing is converted or taken without it.
 */
export function GirthPad({ send, keyboard = true, onDone }: GirthPadProps) {
  const [girth, setGirth] = useState<Girth>('waist');
  const [text, setText] = useState('');
  const [asked, setAsked] = useState<string | undefined>(undefined);
  const [answer, setAnswer] = useState<GirthAnswer | undefined>(undefined);
  const [taken, setTaken] = useState<Partial<Record<Girth, number>>>({});
  const [busy, setBusy] = useState(false);

  async function enter(entry: string, unit: TapeUnit | null): Promise<void> {
    setBusy(true);
    const given = await send(girth, entry, unit);
    setBusy(false);
    if (given === undefined) return;
    setAnswer(given);
    setAsked(given.status === 'ask' ? entry : undefined);
    setText('');
    if (given.status !== 'taken') return;
    const all = { ...taken, [girth]: given.cm };
    setTaken(all);
    if (all.waist !== undefined && all.hip !== undefined) onDone?.(all.waist, all.hip);
    if (girth === 'waist' && all.hip === undefined) setGirth('hip');
  }

  function choose(next: Girth): void {
    setGirth(next);
    setText('');
    setAnswer(undefined);
    setAsked(undefined);
  }

  return (
    <div className="girth-pad">
      <div className="girth-choice" role="group" aria-label={t('common.girth_which')}>
        {girths.map((one) => (
          <button key={one} type="button" aria-pressed={one === girth} onClick={() => choose(one)}>
            {t(`common.girth.${one}`)}
            {taken[one] !== undefined && (
              <strong> {t('common.girth_cm', { cm: taken[one].toFixed(1) })}</strong>
            )}
          </button>
        ))}
      </div>
      <p>{t(`common.girth_how.${girth}`)}</p>
      <p role="status" className="girth-said">
        {answer === undefined ? '' : saidOf(answer)}
      </p>
      {answer?.status === 'ask' && asked !== undefined ? (
        <div className="button-row">
          <Button kind="primary" disabled={busy} onPress={() => void enter(asked, answer.suspect)}>
            {t('common.girth_is', {
              text: asked,
              unit: t(`common.girth_unit.${answer.suspect}`),
              cm: answer.suggestedCm.toFixed(1),
            })}
          </Button>
          <Button disabled={busy} onPress={() => void enter(asked, 'cm')}>
            {t('common.girth_is_cm', { text: asked })}
          </Button>
          <Button disabled={busy} onPress={() => choose(girth)}>
            {t('common.girth_anew')}
          </Button>
        </div>
      ) : (
        <NumberPad
          label={t(`common.girth.${girth}`)}
          unit={t('common.girth_unit.cm')}
          digits={3}
          decimals={1}
          value={text}
          onChange={setText}
          onEnter={() => void enter(text, null)}
          enter={t('common.girth_enter', { girth: t(`common.girth.${girth}`) })}
          disabled={busy}
          keyboard={keyboard}
        />
      )}
    </div>
  );
}

/** What came of an entry, and what to do next. */
function saidOf(answer: GirthAnswer): string {
  switch (answer.status) {
    case 'again':
      return answer.suspect === null ? t('common.girth_again') : t(`common.girth_again.${answer.suspect}`);
    case 'third':
      return t('common.girth_third');
    case 'ask':
      return t('common.girth_ask');
    case 'rejected':
      return t(`common.girth_rejected.${answer.reason}`);
    case 'taken':
      return t('common.girth_taken', {
        cm: answer.cm.toFixed(1),
        entries: answer.entries.map((cm) => cm.toFixed(1)).join(t('common.girth_and')),
      });
  }
}
