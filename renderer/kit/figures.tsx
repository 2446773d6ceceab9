import type { CSSProperties, ReactNode } from 'react';
import { formatCount } from './format.ts';
import { t } from './i18n.ts';

export interface MeterProps {
  readonly label: string;
  readonly used: number;
  readonly total: number;
  /** After the numbers: `格`. */
  readonly unit?: string;
}

/** 满度: how full something is, as a bar and as numbers. */
export function Meter({ label, used, total, unit = '' }: MeterProps) {
  const share = total <= 0 ? 0 : Math.min(1, Math.max(0, used / total));
  const style: CSSProperties = { width: `${share * 100}%` };
  return (
    <div className="meter">
      <div className="meter-words">
        <span>{label}</span>
        <span className="quiet">
          {formatCount(used)} / {formatCount(total)} {unit}
        </span>
      </div>
      <div
        className="meter-track"
        role="meter"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={Math.max(total, used)}
        aria-valuenow={used}
        aria-valuetext={t('common.filled', { used: formatCount(used), total: formatCount(total) })}
      >
        <div className="meter-fill" style={style} />
      </div>
    </div>
  );
}

export interface BarChartProps {
  readonly label: string;
  readonly bars: readonly { readonly id: string; readonly title: string; readonly value: number }[];
  readonly unit?: string;
}

/** Horizontal bars from zero with their numbers; read as a list. */
export function BarChart({ label, bars, unit = '' }: BarChartProps) {
  const largest = Math.max(1, ...bars.map((bar) => bar.value));
  return (
    <ul className="bar-chart" aria-label={label}>
      {bars.map((bar) => (
        <li key={bar.id}>
          <span className="bar-title">{bar.title}</span>
          <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">
            <rect className="bar" width={(bar.value / largest) * 100} height="10" />
          </svg>
          <span className="number">
            {formatCount(bar.value)} {unit}
          </span>
        </li>
      ))}
    </ul>
  );
}

export interface KeyValueProps {
  readonly items: readonly { readonly label: string; readonly value: ReactNode }[];
  readonly columns?: 1 | 2;
}

/** Facts of a thing, name and value; values that are empty show a dash. */
export function KeyValue({ items, columns = 1 }: KeyValueProps) {
  return (
    <dl className="key-value" data-columns={columns}>
      {items.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value === undefined || value === null || value === '' ? '—' : value}</dd>
        </div>
      ))}
    </dl>
  );
}

export interface FigureProps {
  readonly label: string;
  readonly value: string | number;
  readonly unit?: string;
  /** Where the number is a list: its path. */
  readonly to?: string;
  readonly tone?: 'alarm' | 'clock';
}

/** One number that matters with its words; presses through to the list it counts. */
export function Figure({ label, value, unit, to, tone }: FigureProps) {
  const content = (
    <>
      <span className="figure-value">
        {value}
        {unit !== undefined && <span className="figure-unit">{unit}</span>}
      </span>
      <span className="figure-label">{label}</span>
    </>
  );
  if (to === undefined) {
    return (
      <div className="figure" data-tone={tone}>
        {content}
      </div>
    );
  }
  return (
    <a className="figure" data-tone={tone} href={`#${to}`}>
      {content}
    </a>
  );
}
