import type { ReactNode } from 'react';
import { Button, type ButtonProps, errorWords, t } from '../../../kit/index.ts';

/** What may be done to a thing now, as the node says it; `reason` is a refusal's code. */
export interface Act {
  readonly act: string;
  readonly possible: boolean;
  readonly reason: string | null;
}

/** Reasons that are about the person who looks: the act is another's, and no waiting makes it his. */
const othersActs: ReadonlySet<string | null> = new Set([
  'identity.not_permitted',
  'evidence.not_the_applicant',
]);

/** Who may never do this is not told about it; everybody else hears why not now. */
function isForThisPost(act: Act): boolean {
  return act.possible || !othersActs.has(act.reason);
}

export function mayNow(acts: readonly Act[], name: string): boolean {
  return acts.some(({ act, possible }) => act === name && possible);
}

export interface ActLine {
  readonly act: string;
  readonly label: string;
  readonly onPress: () => void;
  readonly kind?: ButtonProps['kind'];
}

/** Buttons of the acts that are possible now, in the order given; the first is the heavy one unless it says otherwise. */
export function ActButtons({
  acts,
  lines,
}: {
  readonly acts: readonly Act[];
  readonly lines: readonly ActLine[];
}) {
  const possible = lines.filter(({ act }) => mayNow(acts, act));
  return (
    <>
      {possible.map((line, place) => (
        <Button key={line.act} kind={line.kind ?? (place === 0 ? 'primary' : 'quiet')} onPress={line.onPress}>
          {line.label}
        </Button>
      ))}
    </>
  );
}

/** 暂时不能做的: the other acts with the reason, folded away. */
export function NotNow({
  acts,
  lines,
}: {
  readonly acts: readonly Act[];
  readonly lines: readonly ActLine[];
}): ReactNode {
  const waiting = lines.flatMap((line) => {
    const act = acts.find((known) => known.act === line.act);
    return act === undefined || act.possible || act.reason === null || !isForThisPost(act)
      ? []
      : [{ label: line.label, reason: act.reason }];
  });
  if (waiting.length === 0) return null;
  return (
    <details className="not-now">
      <summary>{t('orders.not_now', { count: waiting.length })}</summary>
      <ul>
        {waiting.map(({ label, reason }) => (
          <li key={label}>
            <strong>{label}</strong> {errorWords(reason).what}
          </li>
        ))}
      </ul>
    </details>
  );
}
