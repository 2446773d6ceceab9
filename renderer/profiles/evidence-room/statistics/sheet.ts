/** 统计表: one table with its sums, the same for the screen, the paper and the file. */
export interface Sheet {
  /** Title of the first column. */
  readonly axis: string;
  readonly columns: readonly string[];
  readonly rows: readonly SheetRow[];
}

export interface SheetRow {
  readonly key: string;
  readonly title: string;
  readonly values: readonly number[];
}

/** Sums of the columns. Pure. */
export function sumsOf(sheet: Sheet): number[] {
  return sheet.columns.map((_, column) =>
    sheet.rows.reduce((sum, row) => sum + (row.values[column] ?? 0), 0),
  );
}

/** Head and lines of the file: rows, then the sums. Pure. */
export function linesOf(
  sheet: Sheet,
  sumTitle: string,
): { readonly head: readonly string[]; readonly lines: readonly (readonly (string | number)[])[] } {
  return {
    head: [sheet.axis, ...sheet.columns],
    lines: [...sheet.rows.map((row) => [row.title, ...row.values]), [sumTitle, ...sumsOf(sheet)]],
  };
}

/** `12.5%` of a total; a dash where there is nothing to be a share of. Pure. */
export function shareOf(value: number, total: number): string {
  return total === 0 ? '—' : `${((value / total) * 100).toFixed(1)}%`;
}
