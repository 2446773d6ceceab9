import { useEffect, useRef } from 'react';
import { Button } from './button.tsx';
import { errorWords, t, type TextParameters } from './i18n.ts';
import { WarningIcon } from './icons.tsx';

/** A refused or failed act: its code and the values for the words. */
export interface FailureInfo {
  readonly code: string;
  readonly detail?: Readonly<Record<string, string | number | boolean | null | readonly string[]>>;
}

export interface FailureProps {
  readonly failure: FailureInfo;
  readonly onRetry?: () => void;
}

/** What happened, what was kept, what to do; the code in small print. */
export function Failure({ failure, onRetry }: FailureProps) {
  const box = useRef<HTMLDivElement>(null);
  // An answer below the edge of the page would be no answer.
  useEffect(() => {
    box.current?.scrollIntoView({ block: 'nearest' });
  }, [failure.code]);
  return (
    <div className="failure" role="alert" ref={box}>
      <WarningIcon />
      <FailureText failure={failure} />
      {onRetry !== undefined && <Button onPress={onRetry}>{t('common.retry')}</Button>}
    </div>
  );
}

export function FailureText({ failure }: { readonly failure: FailureInfo }) {
  const words = errorWords(failure.code, wordsOf(failure));
  return (
    <div className="failure-text">
      <strong>{words.what}</strong>
      <p>{words.kept}</p>
      <p>{words.remedy}</p>
      <p className="small quiet">{t('common.small_print', { code: failure.code })}</p>
    </div>
  );
}

function wordsOf({ detail = {} }: FailureInfo): TextParameters {
  return Object.fromEntries(
    Object.entries(detail).map(([name, value]) => [
      name,
      typeof value === 'number' ? value : Array.isArray(value) ? value.join('、') : String(value ?? ''),
    ]),
  );
}
