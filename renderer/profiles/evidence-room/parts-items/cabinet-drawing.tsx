import { type KeyboardEvent, useRef, useState } from 'react';
import { formatDateTime, t, textOr, useNow } from '../../../kit/index.ts';
import { afterArrow, type GridPlace } from './arrow-keys.ts';
import { cellFigure, type CellQuestion, cellLevel } from './places.ts';
import type { CellView } from './types.ts';

export interface CabinetDrawingProps {
  /** Name of the cabinet, read out. */
  readonly label: string;
  readonly cells: readonly CellView[];
  readonly question?: CellQuestion;
  /** Drawn with a heavy border: chosen, or where the item is. */
  readonly chosen?: string | undefined;
  /** Drawn with a dashed border: where it would fit. */
  readonly suggested?: string | undefined;
  /** Without it the drawing is a picture and nothing can be pressed. */
  readonly onChoose?: (cell: CellView) => void;
}

const cellWidth = 60;
const cellHeight = 42;
const margin = 20;

/** 柜面图: a cabinet from the front, row 1 at the top, each cell with the number of things in it. */
export function CabinetDrawing(props: CabinetDrawingProps) {
  const { label, cells, question = 'fill', chosen, suggested, onChoose } = props;
  const now = useNow(60_000);
  const drawing = useRef<SVGSVGElement>(null);
  const rows = Math.max(1, ...cells.map((cell) => cell.row));
  const columns = Math.max(1, ...cells.map((cell) => cell.column));
  const start = cells.find((cell) => cell.id === (chosen ?? suggested));
  const [focused, setFocused] = useState<GridPlace | undefined>(undefined);
  const current = focused ?? { row: start?.row ?? 1, column: start?.column ?? 1 };

  function onKeyDown(event: KeyboardEvent, cell: CellView): void {
    const next = afterArrow(event.key, cell, { rows, columns });
    if (next !== undefined) {
      setFocused(next);
      drawing.current?.querySelector<SVGGElement>(`[data-place="${next.row}-${next.column}"]`)?.focus();
    } else if (event.key === 'Enter' || event.key === ' ') onChoose?.(cell);
    else return;
    event.preventDefault();
  }

  const width = columns * cellWidth + margin;
  const height = rows * cellHeight + margin;
  return (
    <svg
      ref={drawing}
      className="cabinet-drawing"
      viewBox={`0 0 ${width + 2} ${height + 2}`}
      role="group"
      aria-label={label}
      style={{ maxWidth: width * 1.25 }}
    >
      {Array.from({ length: columns }, (_, index) => (
        <text
          key={`c${index}`}
          className="axis"
          x={margin + (index + 0.5) * cellWidth}
          y={13}
          aria-hidden="true"
        >
          {index + 1}
        </text>
      ))}
      {Array.from({ length: rows }, (_, index) => (
        <text
          key={`r${index}`}
          className="axis"
          x={9}
          y={margin + (index + 0.5) * cellHeight + 4}
          aria-hidden="true"
        >
          {index + 1}
        </text>
      ))}
      {cells.map((cell) => {
        const x = margin + (cell.column - 1) * cellWidth;
        const y = margin + (cell.row - 1) * cellHeight;
        const figure = cellFigure(question, cell, now);
        const words = t('places.cell_words', {
          row: cell.row,
          column: cell.column,
          items: cell.items,
          reserved: cell.reserved,
        });
        const written = figure === undefined ? '' : figureWords(question, figure);
        const asks = [
          cell.hazards > 0 ? t('places.cell_hazards', { count: cell.hazards }) : '',
          cell.nextDue === null ? '' : t('places.cell_due', { time: formatDateTime(cell.nextDue) }),
          question === 'clock' ? written : '',
        ];
        const here = chosen === cell.id;
        const fitting = suggested === cell.id;
        const mark = here ? t('places.cell_here') : fitting ? t('places.cell_fits') : '';
        const name = [words, ...asks, mark].filter((part) => part !== '').join(t('places.join'));
        const pressable = onChoose !== undefined;
        return (
          <g
            key={cell.id}
            className="cell"
            data-question={question}
            data-level={cellLevel(question, cell, now)}
            data-chosen={here || undefined}
            data-suggested={fitting || undefined}
            data-place={`${cell.row}-${cell.column}`}
            data-pressable={pressable || undefined}
            role={pressable ? 'button' : 'img'}
            aria-label={name}
            aria-pressed={pressable ? here : undefined}
            tabIndex={
              pressable ? (cell.row === current.row && cell.column === current.column ? 0 : -1) : undefined
            }
            onClick={pressable ? () => onChoose(cell) : undefined}
            onFocus={() => setFocused({ row: cell.row, column: cell.column })}
            onKeyDown={pressable ? (event) => onKeyDown(event, cell) : undefined}
          >
            <title>{name}</title>
            <rect x={x + 1.5} y={y + 1.5} width={cellWidth - 3} height={cellHeight - 3} rx={2} />
            {figure !== undefined && (
              <text x={x + cellWidth / 2} y={y + cellHeight / 2 + 5} aria-hidden="true">
                {written}
              </text>
            )}
            {cell.reserved > 0 && question !== 'reserved' && (
              <path className="corner" d={`M${x + cellWidth - 14} ${y + 3}h11v11z`} aria-hidden="true" />
            )}
          </g>
        );
      })}
    </svg>
  );
}

/** What stands in a cell: a number, or how long there is left. */
function figureWords(question: CellQuestion, figure: number): string {
  if (question !== 'clock') return String(figure);
  return figure < 0 ? t('places.clock_over') : t('places.clock_days', { days: figure });
}

/** What the shades of a question mean, in words. */
export function CellLegend({ question }: { readonly question: CellQuestion }) {
  const levels =
    question === 'reserved' || question === 'hazard' ? ([0, 2, 4] as const) : ([0, 1, 2, 3, 4] as const);
  return (
    <ul className="cell-legend" aria-label={t('places.legend')}>
      {levels.map((level) => (
        <li key={level}>
          <svg
            viewBox="0 0 14 14"
            aria-hidden="true"
            focusable="false"
            className="cell"
            data-question={question}
            data-level={level}
          >
            <rect x={1} y={1} width={12} height={12} rx={2} />
          </svg>
          {textOr(`places.legend_${question}_${level}`, String(level))}
        </li>
      ))}
      {question !== 'reserved' && (
        <li>
          <svg viewBox="0 0 14 14" aria-hidden="true" focusable="false" className="cell">
            <path className="corner" d="M2 1h11v11z" />
          </svg>
          {t('places.legend_corner')}
        </li>
      )}
    </ul>
  );
}
