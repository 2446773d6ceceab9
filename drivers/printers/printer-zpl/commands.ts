/** Requests a ZPL printer answers (`label-printers.md` section 5). The line end wakes printers that read by lines. */
export const hostStatusRequest = Uint8Array.from(Buffer.from('~HS\r\n', 'latin1'));
export const errorReportRequest = Uint8Array.from(Buffer.from('~HQES\r\n', 'latin1'));
export const identificationRequest = Uint8Array.from(Buffer.from('~HI\r\n', 'latin1'));
