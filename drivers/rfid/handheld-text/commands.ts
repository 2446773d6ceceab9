/** What a handheld sends for one read, as data; it takes no commands. */
export function handheldLine(
  parts: { readonly epc?: string; readonly tid?: string; readonly rssi?: number; readonly barcode?: string },
  form: { readonly prefix?: string; readonly suffix?: string; readonly separator?: string } = {},
): Uint8Array {
  const { epc, tid, rssi, barcode } = parts;
  const values = [epc, tid, rssi === undefined ? undefined : String(rssi), barcode];
  const body = values.filter((value) => value !== undefined).join(form.separator ?? ',');
  return Uint8Array.from(Buffer.from(`${form.prefix ?? ''}${body}${form.suffix ?? ''}\r\n`, 'latin1'));
}
