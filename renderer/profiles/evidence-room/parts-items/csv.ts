/** Chinese spreadsheet programs take a file without this mark for GBK and show garbage. */
const byteOrderMark = '\uFEFF';

/** A cell that a spreadsheet would take for a formula is disarmed with an apostrophe (CSV injection, OWASP). */
function cell(value: string | number): string {
  const text = String(value);
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Comma-separated text after RFC 4180, UTF-8 with byte order mark, lines ended by CR LF. Pure. */
export function csvText(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  return `${byteOrderMark}${[head, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`;
}

/** Hands a text to the browser as a file to keep. */
export function saveAsFile(fileName: string, text: string, type = 'text/csv;charset=utf-8'): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  // The download has its own hold on the bytes once the click is over.
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
