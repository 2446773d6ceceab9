/** Longest field and most rows taken: an export of a year of one instrument is far below. */
const LONGEST_FIELD = 10_000;
const MOST_ROWS = 100_000;
const SEPARATORS = [',', ';', '\t'] as const;

/**
 * Reads a table of text (RFC 4180, with semicolon or tab as well): quotes around fields, doubled quotes inside, CR, LF or
 * CR LF between rows, a byte order mark at the start. `undefined` for a quote that never ends or a table too large.
 */
export function parseCsv(text: string): string[][] | undefined {
  const plain = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const separator = separatorOf(plain);
  const rows: string[][] = [];
  let row: string[] = [];
  let field = '';
  let inQuotes = false;
  for (let at = 0; at < plain.length; at += 1) {
    const letter = plain[at] ?? '';
    if (inQuotes) {
      if (letter !== '"') field += letter;
      else if (plain[at + 1] === '"') {
        field += '"';
        at += 1;
      } else inQuotes = false;
    } else if (letter === '"' && field === '') inQuotes = true;
    else if (letter === separator) {
      row.push(field);
      field = '';
    } else if (letter === '\n' || letter === '\r') {
      if (letter === '\r' && plain[at + 1] === '\n') at += 1;
      rows.push([...row, field]);
      row = [];
      field = '';
    } else field += letter;
    if (field.length > LONGEST_FIELD || rows.length > MOST_ROWS) return undefined;
  }
  if (inQuotes) return undefined;
  if (field !== '' || row.length > 0) rows.push([...row, field]);
  return rows.filter((cells) => cells.some((cell) => cell.trim() !== ''));
}

/** The separator that the first line has most of. */
function separatorOf(text: string): string {
  const first = text.split(/[\r\n]/, 1)[0] ?? '';
  const counts = SEPARATORS.map((separator) => first.split(separator).length);
  return SEPARATORS[counts.indexOf(Math.max(...counts))] ?? ',';
}
